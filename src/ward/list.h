/* list.h - the lists of the ward: which query fills which fields. */
#ifndef JICAI_WARD_LIST_H
#define JICAI_WARD_LIST_H
#include "http/rows.h"

/* Of each list's query, before the cursor: pool, sight (4), project, institution, product, from,
 * to, state; then, where it is seen as of a day, that day. */
struct ward_list {
    const char *id; /* of its route */
    struct rows_page rows;
    enum { AS_IT_IS, SEEN_ON, STATE_IS_DAY } day;
};
extern const struct ward_list ward_lists[]; /* .id NULL at the end */

extern const struct shape dues_shape, catalogue_shape, meetings_shape, requests_shape, paths_shape,
    pathless_shape;
#endif
