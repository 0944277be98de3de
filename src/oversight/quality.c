#include "oversight/quality.h"

#include <string.h>

#include "base/core/code.h"
#include "oversight/query.h"
#include "registry/product.h"
#include "words/quality.h"
#include "words/trade.h"

const char *const quality_kind_names[QUALITY_KINDS] = {"quality", "adverse"};
const char *const severity_names[SEVERITIES] = {"minor", "serious", "death"};
const char *const quality_state_names[QUALITY_STATES] = {"reported", "confirmed", "dismissed"};
const char *const sampling_result_names[SAMPLING_RESULTS] = {"pass", "fail"};

/* A device identification names its batch. */
static bool
batch_of(const struct quality_report *in, struct arena *a, const char **out, struct err *e)
{
    struct udi u;
    *out = in->batch;
    if (*in->udi == '\0')
        return true;
    enum code_verdict v = udi_parse(&u, in->udi);
    if (v != CODE_OK)
        return err_set(e, ERR_INPUT, M_UNIT_BAD, {in->udi, code_verdict_name(v), "udi"},
                       .field = "udi");
    if (*in->batch == '\0')
        *out = arena_strdup(a, u.lot);
    return *u.lot == '\0' || strcmp(*out, u.lot) == 0 ||
           err_set(e, ERR_INPUT, M_QUALITY_BATCH, {u.lot, in->batch}, .field = "batch");
}

static bool
same_report(const struct rows *r, const struct quality_report *in, const char *batch, struct err *e)
{
    const char *const now[] = {quality_kind_names[in->kind], in->by, in->product, batch, in->udi,
                               severity_names[in->severity]};
    bool same = strcmp(row_text(r, 0, 8), in->body) == 0;
    for (size_t i = 0; i < sizeof(now) / sizeof(*now); i++)
        same = same && strcmp(row_text(r, 0, i), now[i]) == 0;
    return same || err_set(e, ERR_CONFLICT, M_QUALITY_NUMBER, {in->number}, .field = "number");
}

bool
quality_put(struct db *db, struct arena *a, int64_t pool, const struct quality_report *in,
            enum put *how, struct err *e)
{
    const char *batch;
    struct rows r;
    if (date_cmp(in->happened_on, in->reported_on) > 0)
        return err_set(e, ERR_INPUT, M_QUALITY_LATER, {put_date(a, in->happened_on)},
                       .field = "happened_on");
    if (!product_must(db, a, in->product, "product", e) || !batch_of(in, a, &batch, e) ||
        !db_run(db, &q_quality_get, a, &r, e, v_int(pool), v_text(in->number)))
        return false;
    *how = PUT_SAME;
    if (r.n > 0)
        return same_report(&r, in, batch, e);
    *how = PUT_NEW;
    return db_do(db, &q_quality_write, e, v_int(pool), v_text(in->number),
                 v_text(quality_kind_names[in->kind]), v_text(in->by), v_text(in->product),
                 v_text(batch), v_text(in->udi), v_text(severity_names[in->severity]),
                 v_date(a, in->happened_on), v_date(a, in->reported_on), v_text(in->body),
                 v_text(quality_state_names[QUALITY_REPORTED]), v_text(""), v_text(""), v_text(""));
}

bool
quality_decide(struct db *db, struct arena *a, int64_t pool, const struct quality_decision *in,
               enum put *how, struct err *e)
{
    const char *state = quality_state_names[in->confirmed ? QUALITY_CONFIRMED : QUALITY_DISMISSED];
    struct rows r;
    if (!db_run(db, &q_quality_get, a, &r, e, v_int(pool), v_text(in->number)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_QUALITY_NONE, {in->number}, .field = "number");
    *how = PUT_SAME;
    if (strcmp(row_text(&r, 0, 9), quality_state_names[QUALITY_REPORTED]) != 0)
        return strcmp(row_text(&r, 0, 9), state) == 0 ||
               err_set(e, ERR_CONFLICT, M_QUALITY_DECIDED, {in->number, row_text(&r, 0, 9)},
                       .field = "decision");
    *how = PUT_CHANGED;
    return db_do(db, &q_quality_decide, e, v_int(pool), v_text(in->number), v_text(state),
                 v_date(a, in->on), v_text(in->by), v_text(in->text));
}

/* --- sampling --- */

bool
sampling_put(struct db *db, struct arena *a, int64_t pool, const struct sampling *in, enum put *how,
             struct err *e)
{
    struct product p;
    struct rows r;
    if (date_cmp(in->taken_on, in->entered_on) > 0)
        return err_set(e, ERR_INPUT, M_QUALITY_LATER, {put_date(a, in->taken_on)},
                       .field = "taken_on");
    if (!product_must(db, a, in->product, "product", e) ||
        !product_on(db, a, in->product, in->taken_on, &p, e) ||
        !db_run(db, &q_sampling_get, a, &r, e, v_int(pool), v_text(in->number)))
        return false;
    const char *const now[] = {in->product,
                               in->batch,
                               p.company,
                               in->taken_at,
                               put_date(a, in->taken_on),
                               in->laboratory,
                               in->item,
                               sampling_result_names[in->result],
                               in->document};
    bool same = r.n > 0;
    for (size_t i = 0; same && i < sizeof(now) / sizeof(*now); i++)
        same = strcmp(row_text(&r, 0, i), now[i]) == 0;
    *how = PUT_SAME;
    if (r.n > 0)
        return same || err_set(e, ERR_CONFLICT, M_SAMPLING_NUMBER, {in->number}, .field = "number");
    *how = PUT_NEW;
    return db_do(db, &q_sampling_write, e, v_int(pool), v_text(in->number), v_text(now[0]),
                 v_text(now[1]), v_text(now[2]), v_text(now[3]), v_text(now[4]), v_text(now[5]),
                 v_text(now[6]), v_text(now[7]), v_text(now[8]), v_date(a, in->entered_on),
                 v_text(in->by), v_text(""), v_text(""));
}

bool
sampling_publish(struct db *db, struct arena *a, int64_t pool, const char *number, const char *by,
                 date on, enum put *how, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_sampling_get, a, &r, e, v_int(pool), v_text(number)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_SAMPLING_NONE, {number}, .field = "number");
    *how = PUT_SAME;
    if (*row_text(&r, 0, 11) != '\0')
        return true;
    if (strcmp(row_text(&r, 0, 10), by) == 0)
        return err_set(e, ERR_CONFLICT, M_SAMPLING_SAME_PERSON, {number}, .field = "number");
    *how = PUT_CHANGED;
    return db_do(db, &q_sampling_publish, e, v_int(pool), v_text(number), v_date(a, on),
                 v_text(by));
}
