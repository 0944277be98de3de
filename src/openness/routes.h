/* routes.h - what the log tells the outside: its signed heads, hashes and proofs to everybody; its
 * rows to auditors; a receipt to whom it concerns; the feed of what was done to offices, page by
 * page or as server-sent events. */
#ifndef JICAI_OPENNESS_ROUTES_H
#define JICAI_OPENNESS_ROUTES_H
#include "http/route.h"

extern const struct routes openness_log_routes, openness_feed_routes, openness_webhook_routes;
extern const struct routes openness_ocds_routes;     /* open data, for everybody */
extern const struct routes openness_material_routes; /* explanations, training, questions (I9) */
extern const struct routes openness_data_routes, openness_data_read_routes; /* data agreements */
#endif
