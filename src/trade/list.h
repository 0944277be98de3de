/* list.h - the lists of trade: which query fills which fields. A page of one is JSON
 * (routes_list.c), the whole of it a sheet. */
#ifndef JICAI_TRADE_LIST_H
#define JICAI_TRADE_LIST_H
#include "http/rows.h"

/* Of each list's query, before the cursor: pool, sight (4), project, institution, product, from,
 * to, state. */
enum { LIST_VALUES = 11 };

struct trade_list {
    const char *id; /* of its route */
    struct rows_page rows;
    bool of_today; /* instead of a state: as of a day */
};
extern const struct trade_list trade_lists[]; /* .id NULL at the end */
const struct trade_list *trade_list_find(const char *id);

extern const struct shape orders_list_shape, late_list_shape, beside_list_shape, answers_list_shape,
    deliveries_list_shape, receipts_list_shape, returns_list_shape, invoices_list_shape,
    payments_list_shape, consigned_list_shape, people_list_shape, acts_list_shape,
    charges_list_shape, reports_list_shape, off_list_shape;
/* list_service.c */
extern const struct shape person_row_shape, act_row_shape, charge_row_shape, report_row_shape,
    off_row_shape;

extern const struct rows_page trade_recall; /* before the cursor: pool, sight, product, batch */
extern const struct shape recall_list_shape, unit_row_shape, unit_list_shape;
#endif
