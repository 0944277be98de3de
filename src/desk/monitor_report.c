#include "desk/monitor_report.h"

#include "desk/query.h"
#include "oversight/monitor_fund.h"
#include "oversight/monitor_month.h"
#include "words/desk.h"

enum { SHOWN = 1000 };

static bool
sum(struct monitored *t, const struct monitored *m)
{
    t->lines += m->lines;
    t->behind += m->behind;
    return money_add(&t->due, t->due, m->due) && money_add(&t->in_time, t->in_time, m->in_time) &&
           money_add(&t->overdue, t->overdue, m->overdue) &&
           money_add(&t->bought, t->bought, m->bought) &&
           money_add(&t->non_selected, t->non_selected, m->non_selected);
}

static void
cards(struct report *r, struct arena *a, const struct monitored *t, size_t n, enum lang lang)
{
    static const enum msg column[] = {M_MONITOR_REPORT_FIGURE, M_MONITOR_REPORT_VALUE,
                                      M_MONITOR_REPORT_REMARK};
    static const enum msg title[] = {M_MONITOR_REPORT_INSTITUTIONS, M_MONITOR_REPORT_BEHIND,
                                     M_MONITOR_REPORT_OVERDUE, M_MONITOR_REPORT_OTHER};
    const struct term value[] = {t_int((int64_t)n), t_int(t->behind), t_money(t->overdue),
                                 t_money(t->non_selected)};
    const struct term beside[] = {t_int((int64_t)n), t_int(t->lines), t_money(t->due),
                                  t_money(t->bought)};
    struct section *s = report_add(r, a, M_MONITOR_REPORT_TOTAL);
    struct term *cell = section_cells(s, a, column, 3, 4);
    s->chart = CHART_CARDS;
    for (size_t i = 0; i < 4; i++) {
        cell[i * 3] = t_text(word_text(lang, title[i]));
        cell[i * 3 + 1] = value[i];
        cell[i * 3 + 2] = beside[i];
    }
}

static bool
institutions(struct report *r, struct arena *a, const struct monitored *list, size_t n,
             struct monitored *total)
{
    static const enum msg column[] = {M_BUREAU_INSTITUTION,    M_MONITOR_REPORT_LINES,
                                      M_MONITOR_REPORT_BEHIND, M_BUREAU_FUND_DUE,
                                      M_BUREAU_FUND_IN_TIME,   M_BUREAU_OVERDUE_AMOUNT,
                                      M_BUREAU_LATE_DAYS,      M_MONITOR_REPORT_BOUGHT,
                                      M_MONITOR_REPORT_OTHER,  M_MONITOR_REPORT_JUMP,
                                      M_MONITOR_REPORT_NOT_ADMITTED};
    enum { COLUMNS = sizeof(column) / sizeof(*column) };
    size_t shown = n > SHOWN ? SHOWN : n;
    struct section *s = report_add(r, a, M_MONITOR_REPORT_BY_INSTITUTION);
    struct term *cell = section_cells(s, a, column, COLUMNS, shown);
    s->more = n - shown;
    for (size_t i = 0; i < n; i++) {
        const struct monitored *m = &list[i];
        if (!sum(total, m))
            return false;
        if (i >= shown)
            continue;
        const struct term row[COLUMNS] = {
            t_text(m->institution),   t_int(m->lines),     t_int(m->behind),    t_money(m->due),
            t_money(m->in_time),      t_money(m->overdue), t_int(m->late_days), t_money(m->bought),
            t_money(m->non_selected), t_text(m->jump),     t_int(m->not_admitted)};
        for (size_t k = 0; k < COLUMNS; k++)
            cell[i * COLUMNS + k] = row[k];
    }
    return true;
}

static bool
agency(struct report *r, struct db *db, struct arena *a, const struct project *p, month m,
       struct err *e)
{
    static const enum msg column[] = {
        M_BUREAU_FUND,      M_BUREAU_KIND,           M_BUREAU_FUND_DUE, M_BUREAU_FUND_IN_TIME,
        M_BUREAU_PAID_LATE, M_BUREAU_OVERDUE_AMOUNT, M_BUREAU_LATE_DAYS};
    enum { COLUMNS = sizeof(column) / sizeof(*column) };
    struct fund_timely *list;
    size_t n;
    if (!fund_timely_list(db, a, p->pool, p->code, m, &list, &n, e))
        return false;
    struct section *s = report_add(r, a, M_MONITOR_REPORT_AGENCY);
    struct term *cell = section_cells(s, a, column, COLUMNS, n);
    for (size_t i = 0; i < n; i++) {
        const struct timely *t = &list[i].t;
        const struct term row[COLUMNS] = {
            t_text(list[i].fund), t_text(list[i].kind), t_money(t->due),    t_money(t->in_time),
            t_money(t->late),     t_money(t->overdue),  t_int(t->late_days)};
        for (size_t k = 0; k < COLUMNS; k++)
            cell[i * COLUMNS + k] = row[k];
    }
    return true;
}

static bool
behind(struct report *r, struct db *db, struct arena *a, const struct project *p, month m,
       struct err *e)
{
    static const enum msg column[] = {M_BUREAU_INSTITUTION, M_MONITOR_REPORT_PRODUCT,
                                      M_BUREAU_AGREED,      M_BUREAU_ACCEPTED,
                                      M_BUREAU_DONE,        M_MONITOR_REPORT_EXPECTED};
    enum { COLUMNS = sizeof(column) / sizeof(*column) };
    char ym[MONTH_TEXT_MAX];
    struct rows rows;
    if (!db_run(db, &q_desk_behind, a, &rows, e, v_int(p->pool), v_text(p->code),
                v_text(month_text(m, ym)), v_int(SHOWN)))
        return false;
    struct section *s = report_add(r, a, M_MONITOR_REPORT_BEHIND_LINES);
    struct term *cell = section_cells(s, a, column, COLUMNS, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct term row[COLUMNS] = {t_text(row_text(&rows, i, 0)),
                                          t_text(row_text(&rows, i, 1)),
                                          t_qty((qty){row_int(&rows, i, 2)}),
                                          t_qty((qty){row_int(&rows, i, 3)}),
                                          t_ratio((ratio){row_int(&rows, i, 4) / 100 * 100}),
                                          t_ratio((ratio){row_int(&rows, i, 5) / 100 * 100})};
        for (size_t k = 0; k < COLUMNS; k++)
            cell[i * COLUMNS + k] = row[k];
    }
    return true;
}

bool
monitor_report(struct db *db, struct arena *a, const struct project *p, const struct policy *pack,
               month m, date on, enum lang lang, struct report *out, struct err *e)
{
    struct monitored *list, total = {.institution = ""};
    char *title = arena_alloc(a, MONTH_TEXT_MAX);
    size_t n;
    report_init(out, a);
    out->title = M_MONITOR_REPORT_TITLE;
    out->title_arg = t_text(arena_printf(a, "%s %s", p->name, month_text(m, title)));
    out->on = on;
    out->notice = pack->status == PACK_CONSULTATION_DRAFT ? policy_status_note(pack, lang) : "";
    if (!monitored_list(db, a, p->pool, p->code, m, &list, &n, e))
        return false;
    struct report rows; /* the total comes first, and is known last */
    report_init(&rows, a);
    if (!institutions(&rows, a, list, n, &total))
        return err_set(e, ERR_TOO_LARGE, M_MONITOR_REPORT_LARGE);
    cards(out, a, &total, n, lang);
    *report_add(out, a, M_NONE) = rows.section[0];
    return agency(out, db, a, p, m, e) && behind(out, db, a, p, m, e);
}
