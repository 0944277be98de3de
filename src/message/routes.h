/* routes.h - one's messages, and how one wants to be told (REQUIREMENTS J5). */
#ifndef JICAI_MESSAGE_ROUTES_H
#define JICAI_MESSAGE_ROUTES_H
#include "http/route.h"

extern const struct routes message_routes;
#endif
