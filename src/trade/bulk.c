#include "trade/bulk.h"

#include <string.h>

#include "access/role.h"
#include "listing/hint_shape.h"
#include "trade/gate.h"
#include "words/import.h"
#include "words/trade.h"

struct outcome {
    int64_t row;
    const char *how, *code, *field, *message, *note;
    bool has_hint;
    struct hint_out hint; /* of an order's price */
};
static const char *const how_names[] = {"new", "same", "changed"};
#define S struct outcome
static const struct field outcome_fields[] = {
    F_INT(S, "row", row, 0, BULK_ROWS_MAX, 0), /* from 0, as in the request */
    F_TEXT(S, "how", how, 10, 0),              /* new, same, refused */
    F_TEXT(S, "code", code, ERR_ARG_MAX, FIELD_OPT),
    F_TEXT(S, "field", field, ERR_ARG_MAX, FIELD_OPT),
    F_TEXT(S, "message", message, ERR_TEXT_MAX, FIELD_OPT),
    F_TEXT(S, "note", note, 64, FIELD_OPT),
    F_OBJECT(S, "hint", hint, &hint_shape, HAS(S, has_hint)),
};
#undef S
static const struct shape outcome_shape = SHAPE("RowOutcome", struct outcome, outcome_fields);
struct bulk_out {
    int64_t fresh, same, refused;
    struct list rows;
};
static const struct field bulk_fields[] = {
    F_INT(struct bulk_out, "new", fresh, 0, BULK_ROWS_MAX, 0),
    F_INT(struct bulk_out, "same", same, 0, BULK_ROWS_MAX, 0),
    F_INT(struct bulk_out, "refused", refused, 0, BULK_ROWS_MAX, 0),
    F_LIST(struct bulk_out, "rows", rows, &outcome_shape, 0, BULK_ROWS_MAX, 0),
};
const struct shape bulk_shape = SHAPE("RowOutcomes", struct bulk_out, bulk_fields);

static const char *
sentence(struct call *c, const struct err *e)
{
    char *text = arena_alloc(c->arena, ERR_TEXT_MAX);
    const char *arg[ERR_ARGS];
    for (size_t i = 0; i < ERR_ARGS; i++)
        arg[i] = e->arg[i];
    words_fill(text, ERR_TEXT_MAX, word_text(c->lang, e->msg), arg, ERR_ARGS);
    return text;
}

/* What concerns the row alone: it is told and the rest goes on. */
static bool
is_refusal(const struct err *e)
{
    return e->code == ERR_INPUT || e->code == ERR_NOT_FOUND || e->code == ERR_CONFLICT ||
           e->code == ERR_TOO_LARGE;
}

static bool
refuse_all(struct call *c, size_t row, const struct err *e)
{
    c->err = *e;
    if (is_refusal(e) && *e->at.field != '\0')
        snprintf(c->err.at.file, sizeof(c->err.at.file), "/rows/%zu/%s", row, e->at.field);
    return false;
}

static bool
one_row(struct call *c, struct trade *t, const void *row, bulk_one *one, struct outcome *o,
        struct err *e)
{
    struct db *db = c->db;
    enum put how = PUT_SAME;
    bool wrote = db->wrote;
    o->code = o->field = o->message = o->note = "";
    db->wrote = false;
    *e = (struct err){.code = ERR_NONE};
    t->hint = &o->hint;
    bool ok = one(t, c, row, &how, &o->note, e), spoilt = db->wrote || db->failed;
    db->wrote = db->wrote || wrote;
    o->has_hint = ok && o->hint.product != NULL;
    o->how = ok ? how_names[how] : "refused";
    if (ok || spoilt || !is_refusal(e))
        return ok;
    o->code = msg_name(e->msg);
    o->field = arena_strdup(c->arena, e->at.field);
    o->message = sentence(c, e);
    return true;
}

bool
bulk_run(struct call *c, size_t size, bulk_one *one)
{
    const struct bulk_in *in = c->in;
    struct bulk_out *out = arena_alloc(c->arena, sizeof(*out));
    struct outcome *o = arena_array(c->arena, struct outcome, in->rows.n + 1);
    bool of_hospital = strcmp(c->who.org_kind, org_kind_names[ORG_INSTITUTION]) == 0;
    struct trade t = {.db = c->db,
                      .arena = c->arena,
                      .pool = c->pool,
                      .memo = arena_alloc(c->arena, sizeof(struct trade_memo)),
                      .institution = of_hospital ? c->who.org : NULL,
                      .company = of_hospital ? NULL : c->who.org};
    struct err e;
    for (size_t i = 0; i < in->rows.n; i++) {
        o[i].row = (int64_t)i;
        if (!one_row(c, &t, (const char *)in->rows.at + i * size, one, &o[i], &e))
            return refuse_all(c, i, &e);
        if (in->whole && *o[i].code != '\0')
            return refuse_all(c, i, &e);
        out->fresh += strcmp(o[i].how, how_names[PUT_NEW]) == 0;
        out->same += strcmp(o[i].how, how_names[PUT_SAME]) == 0;
        out->refused += *o[i].code != '\0';
    }
    out->rows = (struct list){o, in->rows.n};
    return reply(c, out->fresh > 0 ? 201 : 200, out);
}

bool
bulk_day(struct trade *t, const struct call *c, date *on, struct err *e)
{
    return trade_day(t, on, c->today, "date", e);
}
