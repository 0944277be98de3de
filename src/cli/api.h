/* api.h - everything that jicai serves: the routes of the wings, in the order of the life cycle. */
#ifndef JICAI_API_H
#define JICAI_API_H
#include "http/route.h"

extern const struct api jicai_api;
#endif
