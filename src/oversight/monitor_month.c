#include "oversight/monitor_month.h"

#include <stdlib.h>
#include <string.h>

#include "oversight/monitor_fund.h"
#include "oversight/query.h"
#include "project/explained.h"
#include "words/db.h"
#include "words/oversight.h"

#define MONITOR_EDITION "monitor-1"
enum {
    STEPS = 24,
    STRANGERS = 4096,
    LINE_VALUES = 11,
    WHO_VALUES = 16,
    MEMORY = 512 * 1024 * 1024
};

struct who {
    const char *code;
    struct monitored row;
    qty month[JUMP_MONTHS_MAX + 1]; /* non-selected; the last is this month */
    enum jump jump;
    struct explain x; /* its steps */
};

struct work {
    struct db *db;
    struct arena *a;
    const struct project *project;
    const struct policy *pack;
    struct monitor_rules rules;
    month m;
    struct who *who;
    size_t n, sorted, room;
    struct val *line; /* rows to be written */
    size_t lines;
    struct monitor_sum *sum;
};

void
monitor_rules_of(const struct policy *p, struct monitor_rules *out)
{
    *out = (struct monitor_rules){{100000}, {300000}, 3};
    policy_ratio(p, RULE_MONITOR_TOLERANCE, &out->tolerance);
    policy_ratio(p, RULE_MONITOR_JUMP, &out->jump);
    policy_int(p, RULE_MONITOR_SIGMA, &out->sigmas);
}

static int
by_code(const void *a, const void *b)
{
    return strcmp(((const struct who *)a)->code, ((const struct who *)b)->code);
}

static void
who_init(struct work *w, struct who *to, const char *code)
{
    *to = (struct who){.code = code, .row = {.institution = code}};
    to->x = (struct explain){.step = arena_array(w->a, struct explain_step, STEPS), .max = STEPS};
}

/* Participants are known beforehand; who only shows up in the events is added behind them. */
static struct who *
who_find(struct work *w, const char *code, struct err *e)
{
    const struct who key = {.code = code};
    struct who *found = bsearch(&key, w->who, w->sorted, sizeof(key), by_code);
    for (size_t i = w->sorted; found == NULL && i < w->n; i++)
        if (strcmp(w->who[i].code, code) == 0)
            found = &w->who[i];
    if (found != NULL)
        return found;
    if (w->n == w->room) {
        err_set(e, ERR_TOO_LARGE, M_ROWS_MANY, {"4096"});
        return NULL;
    }
    who_init(w, &w->who[w->n], code);
    return &w->who[w->n++];
}

static bool
read_participants(struct work *w, struct err *e)
{
    struct rows r;
    if (!db_run(w->db, &q_participants_taking_part, w->a, &r, e, v_int(w->project->pool),
                v_text(w->project->code)))
        return false;
    w->room = r.n + STRANGERS;
    w->who = arena_array(w->a, struct who, w->room);
    for (size_t i = 0; i < r.n; i++)
        who_init(w, &w->who[w->n++], row_text(&r, i, 0));
    w->sorted = w->n;
    qsort(w->who, w->n, sizeof(*w->who), by_code);
    return true;
}

static const char *
month_words(struct work *w, month m)
{
    return month_text(m, arena_alloc(w->a, MONTH_TEXT_MAX));
}

static bool
one_line(struct work *w, const struct rows *r, size_t i, struct err *e)
{
    struct pace_in in = {
        .agreed = {row_int(r, i, 5)}, .on = month_last(w->m), .tolerance = w->rules.tolerance};
    struct who *who = who_find(w, row_text(r, i, 0), e);
    int64_t accepted = row_int(r, i, 6);

    in.accepted.pieces = accepted > 0 ? accepted : 0;
    if (who == NULL || !date_parse(&in.from, row_text(r, i, 3)) ||
        !date_parse(&in.to, row_text(r, i, 4)))
        return who != NULL && err_set(e, ERR_IO, M_DATABASE, {"date"});
    struct pace p = pace_at(&in, NULL);
    if (p.state == PACE_BEHIND) /* only what needs a word is kept with the institution */
        p = pace_at(&in, &who->x);
    who->row.lines += in.agreed.pieces > 0 ? 1 : 0;
    who->row.behind += p.state == PACE_BEHIND ? 1 : 0;
    const struct val v[LINE_VALUES] = {
        v_int(w->project->pool),
        v_text(w->project->code),
        v_text(month_words(w, w->m)),
        v_text(who->code),
        v_text(row_text(r, i, 1)),
        v_text(row_text(r, i, 2)),
        v_int(in.agreed.pieces),
        v_int(in.accepted.pieces),
        v_int(p.accepted.applicable ? p.accepted.r.ppm : -1),
        v_int(p.expected.ppm),
        v_text(pace_state_name(p.state)),
    };
    memcpy(w->line + LINE_VALUES * w->lines++, v, sizeof(v));
    return true;
}

static bool
progress_lines(struct work *w, struct err *e)
{
    struct rows r;
    if (!db_run(w->db, &q_monitor_lines, w->a, &r, e, v_int(w->project->pool),
                v_text(w->project->code), v_text(month_words(w, w->m))))
        return false;
    w->line = arena_array(w->a, struct val, LINE_VALUES * r.n);
    for (size_t i = 0; i < r.n; i++)
        if (!one_line(w, &r, i, e))
            return false;
    return true;
}

bool
dues_by_institution(struct db *db, struct arena *a, int64_t pool, const char *project, date from,
                    date to, struct institution_dues **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_monitor_dues, a, &r, e, v_int(pool), v_text(project), v_date(a, from),
                v_date(a, to)))
        return false;
    struct timely_due *due = arena_array(a, struct timely_due, r.n);
    *out = arena_array(a, struct institution_dues, r.n);
    *n = 0;
    for (size_t i = 0; i < r.n; i++) {
        const char *who = row_text(&r, i, 0), *paid = row_text(&r, i, 3);
        due[i].amount.units = row_int(&r, i, 2);
        if (!date_parse(&due[i].due, row_text(&r, i, 1)) ||
            (*paid != '\0' && !date_parse(&due[i].paid_on, paid)))
            return err_set(e, ERR_IO, M_DATABASE, {"date"});
        due[i].paid.units = *paid != '\0' ? due[i].amount.units : 0;
        if (*n == 0 || strcmp((*out)[*n - 1].institution, who) != 0)
            (*out)[(*n)++] = (struct institution_dues){who, &due[i], 0};
        (*out)[*n - 1].n++;
    }
    return true;
}

static bool
add_timely(struct timely *to, const struct timely *t)
{
    to->late_n += t->late_n;
    to->late_days = t->late_days > to->late_days ? t->late_days : to->late_days;
    return money_add(&to->due, to->due, t->due) && money_add(&to->late, to->late, t->late) &&
           money_add(&to->in_time, to->in_time, t->in_time) &&
           money_add(&to->overdue, to->overdue, t->overdue);
}

static bool
payments(struct work *w, struct err *e)
{
    struct institution_dues *list;
    size_t n = 0;
    date next = month_first(month_add(w->m, 1));
    if (!dues_by_institution(w->db, w->a, w->project->pool, w->project->code, (date){0},
                             month_last(w->m), &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct who *who = who_find(w, list[i].institution, e);
        struct timely t;
        if (who == NULL)
            return false;
        if (!timely_at(list[i].due, list[i].n, next, &t, &who->x) || !add_timely(&w->sum->pay, &t))
            return err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
        who->row.due = t.due;
        who->row.in_time = t.in_time;
        who->row.late = t.late;
        who->row.overdue = t.overdue;
        who->row.late_days = t.late_days;
    }
    w->sum->pay.share = share_of(w->sum->pay.in_time.units, w->sum->pay.due.units);
    return true;
}

/* Full months of the project before this one, at most 12. */
static int
months_before(const struct work *w)
{
    month first = date_month(date_add_days(w->project->executed_on, -1));
    int n = w->m.month - first.month - 1;
    return n < 0 ? 0 : n > JUMP_MONTHS_MAX ? JUMP_MONTHS_MAX : n;
}

static bool
purchases(struct work *w, struct err *e)
{
    struct rows r;
    int before = months_before(w);
    month first = month_add(w->m, -before);
    if (!db_run(w->db, &q_monitor_use, w->a, &r, e, v_int(w->project->pool),
                v_text(w->project->code), v_text(month_words(w, first)),
                v_text(month_words(w, w->m))))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        struct who *who = who_find(w, row_text(&r, i, 0), e);
        month m;
        if (who == NULL)
            return false;
        if (!month_parse(&m, row_text(&r, i, 1)))
            return err_set(e, ERR_IO, M_DATABASE, {"month"});
        int64_t used = row_int(&r, i, 4);
        who->month[m.month - first.month].pieces = used > 0 ? used : 0;
        if (m.month != w->m.month)
            continue;
        who->row.bought.units = row_int(&r, i, 2) > 0 ? row_int(&r, i, 2) : 0;
        who->row.non_selected.units = row_int(&r, i, 3) > 0 ? row_int(&r, i, 3) : 0;
    }
    for (size_t i = 0; i < w->n; i++) {
        struct who *who = &w->who[i];
        who->jump = jump_test(who->month, (size_t)before, who->month[before], w->rules.jump,
                              w->rules.sigmas, &who->x);
        if (!money_add(&w->sum->bought, w->sum->bought, who->row.bought) ||
            !money_add(&w->sum->non_selected, w->sum->non_selected, who->row.non_selected))
            return err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
        w->sum->jumps += who->jump == JUMP_YES ? 1 : 0;
    }
    return true;
}

/* Selected products that are to be in the catalogue by the end of the month (K1). */
static bool
admissions(struct work *w, struct err *e)
{
    struct rows r;
    if (!db_run(w->db, &q_monitor_admissions, w->a, &r, e, v_int(w->project->pool),
                v_text(w->project->code), v_text(""), v_date(w->a, month_last(w->m))))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        struct who *who = who_find(w, row_text(&r, i, 0), e);
        if (who == NULL)
            return false;
        who->row.admit_due = row_int(&r, i, 1);
        who->row.not_admitted = row_int(&r, i, 3);
        w->sum->admit_due += who->row.admit_due;
        w->sum->not_admitted += who->row.not_admitted;
    }
    return true;
}

static bool
write_who(struct work *w, struct who *who, struct val to[static WHO_VALUES], struct err *e)
{
    char digest[SHA256_HEX_MAX];
    struct sha256 inputs;
    const char *id =
        arena_printf(w->a, "%s/%s/%s", w->project->code, month_words(w, w->m), who->code);
    const struct monitored *row = &who->row;
    const struct val v[WHO_VALUES] = {
        v_int(w->project->pool),
        v_text(w->project->code),
        v_text(month_words(w, w->m)),
        v_text(who->code),
        v_int(row->lines),
        v_int(row->behind),
        v_int(row->due.units),
        v_int(row->in_time.units),
        v_int(row->late.units),
        v_int(row->overdue.units),
        v_int(row->late_days),
        v_int(row->bought.units),
        v_int(row->non_selected.units),
        v_int(row->admit_due),
        v_int(row->not_admitted),
        v_text(jump_name(who->jump)),
    };
    memcpy(to, v, sizeof(v));
    sha256_init(&inputs);
    for (size_t i = 4; i < WHO_VALUES - 1; i++)
        inputs_add_int(&inputs, v[i].i);
    const struct stamp stamp = {w->pack->id, w->pack->sha256, MONITOR_EDITION,
                                inputs_end(&inputs, digest)};
    return explained_put(w->db, w->a, w->project->pool, "monitor", id, &stamp, &who->x, e);
}

static bool
write_all(struct work *w, struct err *e)
{
    const struct val key[3] = {v_int(w->project->pool), v_text(w->project->code),
                               v_text(month_words(w, w->m))};
    struct val *rows = arena_array(w->a, struct val, WHO_VALUES * w->n);
    if (!db_do_values(w->db, &q_monitor_line_clear, key, 3, e) ||
        !db_do_values(w->db, &q_monitor_institution_clear, key, 3, e))
        return false;
    for (size_t i = 0; i < w->n; i++) {
        w->sum->lines += w->who[i].row.lines;
        w->sum->behind += w->who[i].row.behind;
        if (!write_who(w, &w->who[i], rows + WHO_VALUES * i, e))
            return false;
    }
    w->sum->institutions = (int64_t)w->n;
    return db_many(w->db, &q_monitor_institution_write, rows, w->n, e) &&
           db_many(w->db, &q_monitor_line_write, w->line, w->lines, e);
}

bool
monitor_month(struct db *db, const struct project *project, const struct policy *p, month m,
              struct monitor_sum *out, struct err *e)
{
    struct work w = {.db = db, .project = project, .pack = p, .m = m, .sum = out};
    *out = (struct monitor_sum){.lines = 0};
    monitor_rules_of(p, &w.rules);
    w.a = arena_new(MEMORY);
    bool ok = read_participants(&w, e) && progress_lines(&w, e) && payments(&w, e) &&
              purchases(&w, e) && admissions(&w, e) && write_all(&w, e) &&
              monitor_fund(db, project, p, m, e);
    arena_free(w.a);
    return ok;
}

bool
monitored_list(struct db *db, struct arena *a, int64_t pool, const char *project, month m,
               struct monitored **out, size_t *n, struct err *e)
{
    char text[MONTH_TEXT_MAX];
    struct rows r;
    if (!db_run(db, &q_monitor_institution_each, a, &r, e, v_int(pool), v_text(project),
                v_text(month_text(m, text))))
        return false;
    *out = arena_array(a, struct monitored, r.n);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct monitored){.institution = row_text(&r, i, 0),
                                       .lines = row_int(&r, i, 1),
                                       .behind = row_int(&r, i, 2),
                                       .due = {row_int(&r, i, 3)},
                                       .in_time = {row_int(&r, i, 4)},
                                       .late = {row_int(&r, i, 5)},
                                       .overdue = {row_int(&r, i, 6)},
                                       .late_days = row_int(&r, i, 7),
                                       .bought = {row_int(&r, i, 8)},
                                       .non_selected = {row_int(&r, i, 9)},
                                       .jump = row_text(&r, i, 10),
                                       .admit_due = row_int(&r, i, 11),
                                       .not_admitted = row_int(&r, i, 12)};
    return true;
}
