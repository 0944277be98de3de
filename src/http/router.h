/* router.h - from a method and a path to a route. Looks only: nothing is copied, however long the
 * path or the tables. */
#ifndef JICAI_ROUTER_H
#define JICAI_ROUTER_H
#include "http/route.h"

struct part { /* of a path, where it stands, still escaped */
    const char *s;
    size_t len;
};

enum { ALLOW_MAX = ERR_ARG_MAX };

/* NULL: ERR_NOT_FOUND, or ERR_METHOD with the methods there are in e->arg[0]. HEAD is GET. */
const struct route *route_find(const struct api *api, const char *method, const char *path,
                               struct part part[static ARGS_MAX], struct err *e);
size_t route_place(const struct api *api, const struct route *r); /* among all, from 0 */
size_t route_count(const struct api *api);
const struct route *route_at(const struct api *api, size_t place); /* NULL: beyond */

/* Does it take an Idempotency-Key? */
bool route_is_keyed(const struct route *r);

/* May its list be had as a table? */
bool route_is_table(const struct api *api, const struct route *r);

/* "%e4%b8%ad" and the like into bytes; false: a broken escape, a control character, not UTF-8.
 * `out` has room for n + 1. */
bool url_unescape(const char *s, size_t n, char *out);
/* The parts into c->arg, decoded, and c->pool from the one named :pool. */
bool route_args(struct call *c, const struct part part[static ARGS_MAX]);
#endif
