/* routes_effect.h - what follows from an assessment: outputs for those who use it, and how
 * institutions pass retained surplus on to their staff (REQUIREMENTS I2, K5). */
#ifndef JICAI_ROUTES_EFFECT_H
#define JICAI_ROUTES_EFFECT_H
#include "http/route.h"

extern const struct routes effect_routes;
#endif
