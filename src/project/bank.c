#include "project/bank.h"

#include <assert.h>
#include <string.h>

#include "access/manage.h"
#include "project/query.h"
#include "registry/check.h"
#include "words/bank.h"
#include "words/experts.h"

enum { NOTE_MAX = 200, PARTY_MAX = 120 };

const char *const standing_names[STANDINGS] = {"approved", "suspended", "resumed", "removed"};

const char *
stand_verdict_name(enum stand_verdict v)
{
    static const char *const names[STAND_VERDICTS] = {"ok", "gone", "order", "early"};
    assert(v < STAND_VERDICTS);
    return names[v];
}

enum stand_verdict
stand_check(int was, date was_on, enum standing_kind to, date on)
{
    bool suspended = was == STANDING_SUSPENDED;
    if (was == STANDING_REMOVED)
        return STAND_GONE;
    if ((to == STANDING_RESUMED) != suspended && to != STANDING_REMOVED)
        return STAND_ORDER;
    if (to == STANDING_APPROVED && was != -1)
        return STAND_ORDER;
    return was != -1 && date_cmp(on, was_on) < 0 ? STAND_EARLY : STAND_OK;
}

static bool
expert_read(struct db *db, struct arena *a, int64_t pool, const char *code, struct expert *out,
            struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_expert_get, a, &r, e, v_int(pool), v_text(code)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_EXPERT_NONE, {code}, .field = "expert");
    const char *speciality = row_text(&r, 0, 2);
    *out = (struct expert){.code = code,
                           .name = row_text(&r, 0, 0),
                           .employer = row_text(&r, 0, 1),
                           .companies = row_text(&r, 0, 3),
                           .available = row_int(&r, 0, 4) == 1,
                           .reason = row_text(&r, 0, 6)};
    (void)speciality_parse(&out->speciality, speciality, strlen(speciality));
    (void)date_parse(&out->removed_on, row_text(&r, 0, 5)); /* '' stays day 0 */
    return true;
}

struct last_standing {
    int64_t seq;
    int kind; /* -1: none */
    date on;
    const char *reason;
};

static bool
last_of(struct db *db, struct arena *a, int64_t pool, const char *expert, struct last_standing *out,
        struct err *e)
{
    struct rows r;
    *out = (struct last_standing){.kind = -1, .reason = ""};
    if (!db_run(db, &q_standing_last, a, &r, e, v_int(pool), v_text(expert)))
        return false;
    if (r.n == 0)
        return true;
    out->seq = row_int(&r, 0, 0);
    out->reason = row_text(&r, 0, 3);
    return date_parse(&out->on, row_text(&r, 0, 1)) &&
           name_find(standing_names, STANDINGS, row_text(&r, 0, 2), &out->kind);
}

bool
expert_stand(struct db *db, struct arena *a, int64_t pool, const char *expert,
             const struct standing *in, enum put *how, struct err *e)
{
    static const enum msg say[STAND_VERDICTS] = {M_NONE, M_STAND_GONE, M_STAND_ORDER,
                                                 M_STAND_EARLY};
    struct expert x;
    struct last_standing was;
    enum put row;
    char day[DATE_TEXT_MAX];
    if (!reason_fine(in->reason, e) || !expert_read(db, a, pool, expert, &x, e) ||
        !last_of(db, a, pool, expert, &was, e))
        return false;
    *how = PUT_SAME;
    if (was.kind == (int)in->kind && date_cmp(was.on, in->on) == 0 &&
        strcmp(was.reason, in->reason) == 0)
        return true;
    if (was.kind == -1 && x.removed_on.day != 0) /* by a file */
        was.kind = STANDING_REMOVED;
    enum stand_verdict v = stand_check(was.kind, was.on, in->kind, in->on);
    if (v != STAND_OK)
        return err_set(
            e, ERR_CONFLICT, say[v],
            {expert, was.kind < 0 ? "-" : standing_names[was.kind], date_text(was.on, day)},
            .field = "standing");
    *how = PUT_NEW;
    x.removed_on = in->on;
    x.reason = in->reason;
    return (in->kind != STANDING_REMOVED || expert_put(db, a, pool, &x, &row, e)) &&
           db_do(db, &q_standing_write, e, v_int(pool), v_text(expert), v_int(was.seq + 1),
                 v_date(a, in->on), v_text(standing_names[in->kind]), v_text(in->reason),
                 v_text(in->who));
}

static bool
note_fine(const char *note, struct err *e)
{
    return *note == '\0' || name_fine(note, NOTE_MAX, "note", e);
}

bool
expert_time_put(struct db *db, struct arena *a, int64_t pool, const char *expert,
                const struct expert_time *in, enum put *how, struct err *e)
{
    struct expert x;
    const struct val v[] = {v_int(pool), v_text(expert), v_date(a, in->from), v_int(in->available),
                            v_text(in->note)};
    return note_fine(in->note, e) && expert_read(db, a, pool, expert, &x, e) &&
           put_dated(db, a,
                     &(struct put_row){&q_expert_time_get, &q_expert_time_write,
                                       &q_expert_time_close, v, 5, 2},
                     how, e);
}

bool
expert_interest_put(struct db *db, struct arena *a, int64_t pool, const char *expert,
                    const struct interest *in, enum put *how, struct err *e)
{
    struct expert x;
    const struct val v[] = {v_int(pool),         v_text(expert),       v_text(in->party),
                            v_date(a, in->from), v_int(in->connected), v_text(in->note)};
    return name_fine(in->party, PARTY_MAX, "party", e) && note_fine(in->note, e) &&
           expert_read(db, a, pool, expert, &x, e) &&
           put_dated(
               db, a,
               &(struct put_row){&q_interest_get, &q_interest_write, &q_interest_close, v, 6, 3},
               how, e);
}

bool
expert_key_put(struct db *db, struct arena *a, int64_t pool, const char *expert,
               const struct key *key, date from, enum put *how, struct err *e)
{
    char hex[KEY_HEX_MAX];
    struct expert x;
    if (key->kind == KEY_OFFICER)
        return err_set(e, ERR_INPUT, M_EXPERT_KEY, {key_kind_names[key->kind]}, .field = "kind");
    const struct val v[] = {v_int(pool), v_text(expert), v_text(key_public_hex(key, hex)),
                            v_text(key_kind_names[key->kind]), v_date(a, from)};
    return expert_read(db, a, pool, expert, &x, e) &&
           put_fact(db, a, &(struct put_row){&q_expert_key_get, &q_expert_key_write, NULL, v, 5, 3},
                    how, e);
}

bool
expert_key_holds(struct db *db, struct arena *a, int64_t pool, const char *expert,
                 const struct key *key, date on, bool *holds, struct err *e)
{
    char hex[KEY_HEX_MAX];
    struct rows r;
    if (!db_run(db, &q_expert_key_get, a, &r, e, v_int(pool), v_text(expert),
                v_text(key_public_hex(key, hex))))
        return false;
    *holds = r.n > 0 && strcmp(row_text(&r, 0, 1), put_date(a, on)) <= 0;
    return true;
}

/* --- reading --- */

static void
standings_of(struct arena *a, const struct rows *r, struct expert_file *out)
{
    out->standings = r->n;
    out->standing = arena_array(a, struct standing, r->n + 1);
    for (size_t i = 0; i < r->n; i++) {
        int kind = 0;
        (void)name_find(standing_names, STANDINGS, row_text(r, i, 1), &kind);
        out->standing[i] = (struct standing){.kind = (enum standing_kind)kind,
                                             .reason = row_text(r, i, 2),
                                             .who = row_text(r, i, 3)};
        (void)date_parse(&out->standing[i].on, row_text(r, i, 0));
    }
}

bool
expert_file(struct db *db, struct arena *a, int64_t pool, const char *expert,
            struct expert_file *out, struct err *e)
{
    struct rows s, t, n;
    *out = (struct expert_file){.standings = 0};
    if (!expert_read(db, a, pool, expert, &out->expert, e) ||
        !db_run(db, &q_standing_each, a, &s, e, v_int(pool), v_text(expert)) ||
        !db_run(db, &q_expert_time_each, a, &t, e, v_int(pool), v_text(expert)) ||
        !db_run(db, &q_interest_each, a, &n, e, v_int(pool), v_text(expert)))
        return false;
    standings_of(a, &s, out);
    out->times_n = t.n;
    out->times = arena_alloc_n(a, t.n + 1, sizeof(*out->times));
    for (size_t i = 0; i < t.n; i++) {
        out->times[i].time =
            (struct expert_time){.available = row_int(&t, i, 2) == 1, .note = row_text(&t, i, 3)};
        out->times[i].until = row_text(&t, i, 1);
        (void)date_parse(&out->times[i].time.from, row_text(&t, i, 0));
    }
    out->interests_n = n.n;
    out->interests = arena_alloc_n(a, n.n + 1, sizeof(*out->interests));
    for (size_t i = 0; i < n.n; i++) {
        out->interests[i].interest = (struct interest){.party = row_text(&n, i, 0),
                                                       .connected = row_int(&n, i, 3) == 1,
                                                       .note = row_text(&n, i, 4)};
        out->interests[i].until = row_text(&n, i, 2);
        (void)date_parse(&out->interests[i].interest.from, row_text(&n, i, 1));
    }
    return true;
}

bool
bank_list(struct db *db, struct arena *a, int64_t pool, const char *after, int64_t limit,
          struct bank_rows *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_expert_each, a, &r, e, v_int(pool), v_text(after), v_int(limit)))
        return false;
    *out = (struct bank_rows){r.n, arena_array(a, struct bank_row, r.n + 1)};
    for (size_t i = 0; i < r.n; i++) {
        const char *speciality = row_text(&r, i, 3), *standing = row_text(&r, i, 7);
        struct expert *x = &out->list[i].expert;
        *x = (struct expert){.code = row_text(&r, i, 0),
                             .name = row_text(&r, i, 1),
                             .employer = row_text(&r, i, 2),
                             .companies = row_text(&r, i, 4),
                             .available = row_int(&r, i, 5) == 1,
                             .reason = ""};
        (void)speciality_parse(&x->speciality, speciality, strlen(speciality));
        (void)date_parse(&x->removed_on, row_text(&r, i, 6));
        out->list[i].standing = *standing != '\0'        ? standing
                                : x->removed_on.day != 0 ? standing_names[STANDING_REMOVED]
                                                         : standing_names[STANDING_APPROVED];
    }
    return true;
}
