/* The sections that are one query each: a line of a table here, the rest is the same for all. */
#include <assert.h>
#include <string.h>

#include "desk/bureau.h"
#include "desk/query.h"
#include "words/desk.h"

enum { COLUMNS = 10, SHOWN = 15, MONTHS_SHOWN = 60 };

struct table {
    const struct query *query;
    enum msg title, note;
    const char *types; /* a letter per column: t text, w a word of the field, m money, p points
                          (stored in hundredths), q, i, r */
    enum msg column[COLUMNS];
    enum chart chart;
    size_t chart_column, shown;
    enum rule rule; /* whose clause stands under it */
};

static const struct table tables[] = {
    {&q_desk_progress,
     M_BUREAU_PROGRESS,
     M_BUREAU_PROGRESS_NOTE,
     "twrqqmm",
     {M_BUREAU_INSTITUTION, M_BUREAU_LEVEL, M_BUREAU_DONE, M_BUREAU_AGREED, M_BUREAU_ACCEPTED,
      M_BUREAU_AMOUNT, M_BUREAU_PAID},
     CHART_BARS,
     2,
     SHOWN,
     RULE_MONITOR_EVERY},
    {&q_desk_months,
     M_BUREAU_MONTHS,
     M_NONE,
     "tqmm",
     {M_BUREAU_MONTH, M_BUREAU_ACCEPTED, M_BUREAU_AMOUNT, M_BUREAU_PAID},
     CHART_LINES,
     2,
     MONTHS_SHOWN,
     RULE_NONE},
    {&q_desk_overdue,
     M_BUREAU_OVERDUE,
     M_BUREAU_OVERDUE_NOTE,
     "tmit",
     {M_BUREAU_INSTITUTION, M_BUREAU_OVERDUE_AMOUNT, M_BUREAU_LINES, M_BUREAU_OLDEST},
     CHART_BARS,
     1,
     SHOWN,
     RULE_SETTLE_DUE},
    {&q_desk_prepayment,
     M_BUREAU_PREPAYMENT,
     M_NONE,
     "wiimrmmmmm",
     {M_BUREAU_FUND, M_BUREAU_TERM, M_BUREAU_INSTITUTIONS, M_BUREAU_ANNUAL, M_BUREAU_RATIO,
      M_BUREAU_PREPAID, M_BUREAU_PAID_OUT, M_BUREAU_OFFSET, M_BUREAU_RETURNED, M_BUREAU_BALANCE},
     CHART_NONE,
     0,
     SHOWN,
     RULE_PREPAY_CONSUMABLE},
    {&q_desk_instalments,
     M_BUREAU_INSTALMENTS,
     M_NONE,
     "tiimmm",
     {M_BUREAU_DUE, M_BUREAU_NUMBER, M_BUREAU_INSTITUTIONS, M_BUREAU_PREPAID, M_BUREAU_PAID_OUT,
      M_BUREAU_PAID_LATE},
     CHART_NONE,
     0,
     SHOWN,
     RULE_PREPAY_PLAN},
    {&q_desk_offsets,
     M_BUREAU_OFFSETS,
     M_NONE,
     "tmmm",
     {M_BUREAU_MONTH, M_BUREAU_OFFSET, M_BUREAU_BALANCE, M_BUREAU_CLAIMS},
     CHART_LINES,
     1,
     MONTHS_SHOWN,
     RULE_OFFSET_MODE},
    {&q_desk_paybacks,
     M_BUREAU_PAYBACKS,
     M_NONE,
     "twmttm",
     {M_BUREAU_INSTITUTION, M_BUREAU_KIND, M_BUREAU_DEMANDED, M_BUREAU_ON, M_BUREAU_DUE,
      M_BUREAU_RETURNED},
     CHART_NONE,
     0,
     SHOWN,
     RULE_CLAWBACK_MONTHS},
    {&q_desk_fund_timely,
     M_BUREAU_FUND_TIMELY,
     M_NONE,
     "wwmmmmi",
     {M_BUREAU_FUND, M_BUREAU_KIND, M_BUREAU_FUND_DUE, M_BUREAU_FUND_IN_TIME, M_BUREAU_PAID_LATE,
      M_BUREAU_OVERDUE_AMOUNT, M_BUREAU_LATE_DAYS},
     CHART_NONE,
     0,
     SHOWN,
     RULE_MONITOR_EVERY},
    {&q_desk_assessments,
     M_BUREAU_ASSESSMENT,
     M_NONE,
     "typpiw",
     {M_BUREAU_INSTITUTION, M_BUREAU_YEAR, M_BUREAU_SCORE, M_BUREAU_OFF, M_BUREAU_FINDINGS,
      M_BUREAU_STATE},
     CHART_BARS,
     2,
     SHOWN,
     RULE_ASSESS_YEARLY},
    {&q_desk_retentions,
     M_BUREAU_RETENTION,
     M_NONE,
     "tprmmmw",
     {M_BUREAU_INSTITUTION, M_BUREAU_SCORE, M_BUREAU_RATIO, M_BUREAU_BUDGET, M_BUREAU_SPENT,
      M_BUREAU_RETAINED, M_BUREAU_VERDICT},
     CHART_BARS,
     5,
     SHOWN,
     RULE_RETENTION},
};

/* A stored word of the field in the reader's language; what is not known stays as it is. */
static const char *
word_of(const struct bureau *b, const char *stored)
{
    static const struct {
        const char *stored;
        enum msg m;
    } known[] = {
        {"employee", M_WORD_EMPLOYEE},
        {"resident", M_WORD_RESIDENT},
        {"pooled", M_WORD_POOLED},
        {"tertiary", M_WORD_TERTIARY},
        {"secondary", M_WORD_SECONDARY},
        {"primary", M_WORD_PRIMARY},
        {"unrated", M_WORD_UNRATED},
        {"rest", M_WORD_REST},
        {"clawback", M_WORD_CLAWBACK},
        {"instalment", M_WORD_INSTALMENT},
        {"claim", M_WORD_CLAIM},
        {"retention", M_WORD_RETENTION},
        {"computed", M_WORD_COMPUTED},
        {"sent", M_WORD_SENT},
        {"comment", M_WORD_COMMENT},
        {"final", M_WORD_FINAL},
        {"published", M_WORD_PUBLISHED},
        {"ok", M_WORD_OK},
        {"no_facts", M_WORD_NO_FACTS},
        {"no_price", M_WORD_NO_PRICE},
        {"not_final", M_WORD_NOT_FINAL},
        {"first_year", M_WORD_FIRST_YEAR},
        {"first_year_patient", M_WORD_FIRST_YEAR_PATIENT},
        {"not_completed", M_WORD_NOT_COMPLETED},
        {"no_surplus", M_WORD_NO_SURPLUS},
        {"score_too_low", M_WORD_SCORE_TOO_LOW},
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (strcmp(known[i].stored, stored) == 0)
            return word_text(b->lang, known[i].m);
    return stored;
}

static struct term
cell(const struct bureau *b, char type, const struct rows *r, size_t row, size_t c)
{
    switch (type) {
    case 't': return t_text(row_text(r, row, c));
    case 'w': return t_text(word_of(b, row_text(r, row, c)));
    case 'm': return t_money((money){row_int(r, row, c)});
    case 'p': return t_money((money){row_int(r, row, c) * MONEY_FEN});
    case 'y': return t_text(arena_printf(b->arena, "%04d", (int)row_int(r, row, c)));
    case 'q': return t_qty((qty){row_int(r, row, c)});
    case 'i': return t_int(row_int(r, row, c));
    case 'r': return t_ratio((ratio){row_int(r, row, c) / 100 * 100});
    default: assert(0 && "no such type"); return t_int(0);
    }
}

/* Drugs are prepaid by a parameter of their own. */
static enum rule
rule_for(const struct bureau *b, enum rule r)
{
    return r == RULE_PREPAY_CONSUMABLE && strcmp(b->goods, "drug") == 0 ? RULE_PREPAY_DRUG : r;
}

static bool
add(struct bureau *b, const struct table *t, struct err *e)
{
    char on[DATE_TEXT_MAX];
    struct rows r;
    size_t columns = strlen(t->types);
    if (!db_run(b->db, t->query, b->arena, &r, e, v_int(b->pool), v_text(b->project),
                v_text(date_text(b->on, on))))
        return false;
    if (r.n == 0)
        return true;
    struct section *s = report_add(b->report, b->arena, t->title);
    size_t shown = r.n < t->shown ? r.n : t->shown;
    struct term *out = section_cells(s, b->arena, t->column, columns, shown);
    for (size_t i = 0; i < shown; i++)
        for (size_t c = 0; c < columns; c++)
            out[i * columns + c] = cell(b, t->types[c], &r, i, c);
    s->note = t->note;
    s->more = r.n - shown;
    s->chart = t->chart;
    s->chart_column = t->chart_column;
    s->cite = t->rule != RULE_NONE ? bureau_cite(b, rule_for(b, t->rule)) : "";
    return true;
}

bool
bureau_tables(struct bureau *b, struct err *e)
{
    for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
        if (!add(b, &tables[i], e))
            return false;
    return true;
}
