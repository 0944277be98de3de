#include "project/cycle_rule.h"

#include <string.h>

#include "base/core/text.h"
#include "project/query.h"
#include "words/cycle.h"

static const char *const kind_names[] = {"fixed", "winners", "until"};

bool
cycle_winners_parse(struct cycle_length *out, const char *text)
{
    *out = (struct cycle_length){.kind = CYCLE_BY_WINNERS};
    for (const char *p = text; out->rows < CYCLE_WINNERS_MAX; p++) {
        int months = 0;
        size_t digits = strspn(p, "0123456789");
        if (digits == 0 || digits > 3)
            return false;
        for (size_t i = 0; i < digits; i++)
            months = months * 10 + (p[i] - '0');
        if (months < 1 || months > CYCLE_MONTHS_MAX)
            return false;
        out->by_winners[out->rows++] = months;
        p += digits;
        if (*p == '\0')
            return true;
        if (*p != ';')
            return false;
    }
    return false;
}

static const char *
winners_text(struct arena *a, const struct cycle_length *l)
{
    const char *text = "";
    char n[INT_TEXT_MAX];
    for (size_t i = 0; i < l->rows; i++)
        text = arena_printf(a, "%s%s%s", text, i > 0 ? ";" : "", int_text(l->by_winners[i], n));
    return text;
}

static bool
fine(const struct project *p, const struct cycle_length *in, struct err *e)
{
    struct span s;
    enum cycle_verdict v = CYCLE_OK;
    if (in->kind == CYCLE_BY_WINNERS && in->rows == 0)
        v = CYCLE_NO_LENGTH;
    for (size_t i = 0; v == CYCLE_OK && in->kind == CYCLE_BY_WINNERS && i < in->rows; i++)
        v = cycle_span(in, p->executed_on, (int)i + 1, NULL, &s);
    if (in->kind == CYCLE_UNTIL)
        v = cycle_span(in, p->executed_on, 0, NULL, &s);
    return v == CYCLE_OK || err_set(e, ERR_INPUT, M_CYCLE_RULE_BAD,
                                    {p->code, cycle_verdict_name(v)}, .field = "cycle");
}

bool
cycle_rule_put(struct db *db, struct arena *a, int64_t pool, const char *project,
               const struct cycle_length *in, const char *document, enum put *how, struct err *e)
{
    struct project p;
    if (!project_get(db, a, pool, project, &p, e) || !fine(&p, in, e))
        return false;
    const struct val v[] = {v_int(pool),
                            v_text(project),
                            v_text(kind_names[in->kind]),
                            v_text(in->kind == CYCLE_BY_WINNERS ? winners_text(a, in) : ""),
                            v_text(in->kind == CYCLE_UNTIL ? put_date(a, in->until) : ""),
                            v_text(document)};
    return put_state(
        db, a, &(struct put_row){&q_cycle_rule_get, &q_cycle_rule_write, NULL, v, 6, 2}, how, e);
}

bool
cycle_rule_get(struct db *db, struct arena *a, const struct project *p, struct cycle_length *out,
               struct err *e)
{
    struct rows r;
    *out = (struct cycle_length){.kind = CYCLE_FIXED, .months = (int)p->cycle_months};
    if (!db_run(db, &q_cycle_rule_get, a, &r, e, v_int(p->pool), v_text(p->code)))
        return false;
    if (r.n == 0 || strcmp(row_text(&r, 0, 0), kind_names[CYCLE_FIXED]) == 0)
        return true;
    if (strcmp(row_text(&r, 0, 0), kind_names[CYCLE_BY_WINNERS]) == 0)
        return cycle_winners_parse(out, row_text(&r, 0, 1)) ||
               err_set(e, ERR_IO, M_CYCLE_RULE_BAD, {p->code, row_text(&r, 0, 1)});
    out->kind = CYCLE_UNTIL;
    return date_parse(&out->until, row_text(&r, 0, 2)) ||
           err_set(e, ERR_IO, M_CYCLE_RULE_BAD, {p->code, row_text(&r, 0, 2)});
}
