#include "listing/view.h"

#include <assert.h>

#include "listing/query.h"
#include "registry/put.h"

static date
day_of(const struct rows *r, size_t row, size_t column)
{
    date d;
    bool day = date_parse(&d, row_text(r, row, column));
    assert(day); /* of our own tables */
    return d;
}

bool
listing_search(struct db *db, struct arena *a, const struct listing_search *s,
               struct listing_view **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_view_listings, a, &r, e, v_int(s->pool), v_date(a, s->on), v_text(s->text),
                v_text(s->after), v_text(s->zone), v_text(s->state), v_text(s->company),
                v_int(s->limit)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct listing_view, r.n);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct listing_view){.product = row_text(&r, i, 0),
                                          .name = row_text(&r, i, 1),
                                          .spec = row_text(&r, i, 2),
                                          .unit = row_text(&r, i, 3),
                                          .company = row_text(&r, i, 4),
                                          .company_name = row_text(&r, i, 5),
                                          .zone = row_text(&r, i, 6),
                                          .project = row_text(&r, i, 7),
                                          .state = row_text(&r, i, 8),
                                          .cause = row_text(&r, i, 9),
                                          .since = day_of(&r, i, 10),
                                          .price = {row_int(&r, i, 11)},
                                          .with_service = {row_int(&r, i, 12)},
                                          .notice_price = {row_int(&r, i, 13)},
                                          .notice_on = row_text(&r, i, 14),
                                          .objections = row_int(&r, i, 15),
                                          .substitute = row_text(&r, i, 16)};
    return true;
}

bool
listing_history(struct db *db, struct arena *a, int64_t pool, const char *product,
                struct listing_move_view **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_event_list, a, &r, e, v_int(pool), v_text(product)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct listing_move_view, r.n);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct listing_move_view){.on = day_of(&r, i, 0),
                                               .state = row_text(&r, i, 1),
                                               .cause = row_text(&r, i, 2),
                                               .price = {row_int(&r, i, 3)},
                                               .with_service = {row_int(&r, i, 4)}};
    return true;
}

bool
report_search(struct db *db, struct arena *a, const struct report_search *s,
              struct report_view **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_view_reports, a, &r, e, v_int(s->pool), v_text(s->company),
                v_int(s->open ? 1 : 0), v_text(s->product), v_text(s->rest), v_int(s->limit)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct report_view, r.n);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct report_view){.product = row_text(&r, i, 0),
                                         .province = row_text(&r, i, 1),
                                         .seen_on = day_of(&r, i, 2),
                                         .source = row_text(&r, i, 3),
                                         .company = row_text(&r, i, 4),
                                         .price = {row_int(&r, i, 5)},
                                         .from_on = day_of(&r, i, 6),
                                         .until_on = day_of(&r, i, 7),
                                         .estimate = row_int(&r, i, 8) == 1,
                                         .reported_on = row_text(&r, i, 9)};
    return true;
}

bool
recorded_search(struct db *db, struct arena *a, const struct recorded_search *s,
                struct recorded_view **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_view_recorded, a, &r, e, v_int(s->pool), v_text(s->after),
                v_text(s->institution), v_text(s->review), v_int(s->limit), v_text(s->from),
                v_text(s->until), v_date(a, s->on)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct recorded_view, r.n);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct recorded_view){.number = row_text(&r, i, 0),
                                           .project = row_text(&r, i, 1),
                                           .record = row_text(&r, i, 2),
                                           .recorded_on = day_of(&r, i, 3),
                                           .institution = row_text(&r, i, 4),
                                           .product = row_text(&r, i, 5),
                                           .qty = {row_int(&r, i, 6)},
                                           .price = {row_int(&r, i, 7)},
                                           .amount = {row_int(&r, i, 8)},
                                           .on = day_of(&r, i, 9),
                                           .reason = row_text(&r, i, 10),
                                           .review = row_text(&r, i, 11),
                                           .reviewed_on = row_text(&r, i, 12)};
    return true;
}
