/* draw_store.c - draws of experts in the database: committed, drawn, declined, read. */
#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "project/draw_parties.h"
#include "project/query.h"
#include "words/experts.h"

static const char *
hash_text(struct arena *a, const struct draw_hash *h)
{
    return sm3_text(h->b, arena_alloc(a, SM3_HEX_MAX));
}

static const char *
day_text(struct arena *a, date d)
{
    return d.day == 0 ? "" : date_text(d, arena_alloc(a, DATE_TEXT_MAX));
}

static date
day_of(const char *text)
{
    date d = {0};
    if (*text != '\0')
        (void)date_parse(&d, text);
    return d;
}

/* --- lots --- */

static int
by_hash(const void *one, const void *two)
{
    const struct draw_person *a = one, *b = two;
    if (a->speciality != b->speciality)
        return a->speciality < b->speciality ? -1 : 1;
    int hash = memcmp(a->hash.b, b->hash.b, SM3_SIZE);
    return hash != 0 ? hash : strcmp(a->code, b->code);
}

/* Lots out of needs and persons, who are brought into order. */
static void
make_lots(struct expert_draw *d, struct arena *a, const struct draw_need need[SPECIALITIES])
{
    if (d->n > 0)
        qsort(d->person, d->n, sizeof(*d->person), by_hash);
    d->lots = 0;
    for (int s = 0; s < SPECIALITIES; s++) {
        if (need[s].places == 0)
            continue;
        struct draw_hash *hash = arena_array(a, struct draw_hash, d->n + 1);
        size_t n = 0;
        for (size_t i = 0; i < d->n; i++)
            if (d->person[i].conflict == DRAW_FREE && (int)d->person[i].speciality == s)
                hash[n++] = d->person[i].hash;
        d->field[d->lots] = (enum speciality)s;
        d->lot[d->lots++] = (struct draw_lot){.name = speciality_names[s],
                                              .hash = hash,
                                              .n = n,
                                              .places = need[s].places,
                                              .reserve = need[s].reserve};
    }
}

static bool
make_list(struct db *db, struct arena *a, int64_t pool, const struct draw_ask *ask,
          struct expert_draw *d, struct err *e)
{
    struct draw_parties c;
    struct experts x;
    if (!draw_parties(db, a, pool, ask, &c, e) || !expert_on(db, a, pool, ask->on, &x, e))
        return false;
    d->person = arena_array(a, struct draw_person, x.n + 1);
    d->n = 0;
    for (size_t i = 0; i < x.n; i++) {
        if (ask->need[x.list[i].speciality].places == 0)
            continue;
        struct draw_person *p = &d->person[d->n++];
        *p = (struct draw_person){.code = x.list[i].code,
                                  .name = x.list[i].name,
                                  .employer = x.list[i].employer,
                                  .speciality = x.list[i].speciality,
                                  .conflict = draw_conflict_of(a, &x.list[i], &c),
                                  .reason = ""};
        draw_salt(ask->secret, ask->draw, p->code, p->salt);
        p->hash = draw_candidate(p->salt, p->code);
    }
    make_lots(d, a, ask->need);
    d->record.list = draw_list_digest(d->lot, d->lots);
    return true;
}

/* --- commit --- */

static bool
write_list(struct db *db, struct arena *a, const struct expert_draw *d, struct err *e)
{
    enum { VALUES = 9 };
    struct val *v = arena_array(a, struct val, d->n * VALUES + 1);
    for (size_t k = 0; k < d->lots; k++)
        if (!db_do(db, &q_draw_lot_write, e, v_int(d->pool), v_text(d->project),
                   v_text(d->record.id), v_text(d->lot[k].name), v_int((int64_t)d->lot[k].places),
                   v_int((int64_t)d->lot[k].reserve)))
            return false;
    for (size_t i = 0; i < d->n; i++) {
        const struct draw_person *p = &d->person[i];
        struct val *row = &v[i * VALUES];
        row[0] = v_int(d->pool);
        row[1] = v_text(d->project);
        row[2] = v_text(d->record.id);
        row[3] = v_text(p->code);
        row[4] = v_text(p->name);
        row[5] = v_text(p->employer);
        row[6] = v_text(speciality_names[p->speciality]);
        row[7] = v_text(draw_conflict_name(p->conflict));
        row[8] = v_text(hash_text(a, &p->hash));
    }
    return db_many(db, &q_draw_row_write, v, d->n, e);
}

/* Was the same asked before? The list stays as it was then. */
static bool
same_ask(const struct expert_draw *d, const struct draw_ask *ask, const struct draw_hash *c)
{
    struct draw_need need[SPECIALITIES] = {{0, 0}};
    for (size_t k = 0; k < d->lots; k++)
        need[d->field[k]] = (struct draw_need){d->lot[k].places, d->lot[k].reserve};
    for (int s = 0; s < SPECIALITIES; s++)
        if (need[s].places != ask->need[s].places || need[s].reserve != ask->need[s].reserve)
            return false;
    return memcmp(c->b, d->record.commitment.b, SM3_SIZE) == 0 &&
           date_cmp(d->record.committed_on, ask->on) == 0 &&
           strcmp(d->record.public_name, ask->randomness) == 0;
}

bool
draw_commit(struct db *db, struct arena *a, int64_t pool, const struct draw_ask *ask,
            struct expert_draw *out, enum put *how, enum draw_verdict *v, const char **who,
            struct err *e)
{
    const struct draw_hash c = draw_commitment(ask->secret, ask->draw);
    struct rows r;
    *v = DRAW_OK;
    *who = "";
    if (!db_run(db, &q_draw_get, a, &r, e, v_int(pool), v_text(ask->project), v_text(ask->draw)))
        return false;
    if (r.n > 0) {
        *how = PUT_SAME;
        return draw_get(db, a, pool, ask->project, ask->draw, out, e) &&
               (same_ask(out, ask, &c) ||
                err_set(e, ERR_CONFLICT, M_DRAW_COMMITTED, {ask->draw}, .field = "draw"));
    }
    *how = PUT_NEW;
    *out = (struct expert_draw){.pool = pool,
                                .project = ask->project,
                                .record = {.id = ask->draw,
                                           .commitment = c,
                                           .committed_on = ask->on,
                                           .public_name = ask->randomness,
                                           .public_text = ""}};
    if (!make_list(db, a, pool, ask, out, e))
        return false;
    for (size_t k = 0; k < out->lots; k++) {
        if (out->lot[k].n >= out->lot[k].places)
            continue;
        *v = DRAW_TOO_FEW;
        *who = out->lot[k].name;
        return true;
    }
    return db_do(db, &q_draw_write, e, v_int(pool), v_text(ask->project), v_text(ask->draw),
                 v_date(a, ask->on), v_text(hash_text(a, &c)), v_text(ask->randomness),
                 v_text(hash_text(a, &out->record.list))) &&
           write_list(db, a, out, e);
}

/* --- read --- */

static bool
read_persons(struct db *db, struct arena *a, struct expert_draw *d, bool *ok, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_draw_rows, a, &r, e, v_int(d->pool), v_text(d->project),
                v_text(d->record.id)))
        return false;
    d->n = r.n;
    d->person = arena_array(a, struct draw_person, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        struct draw_person *p = &d->person[i];
        const char *field = row_text(&r, i, 3), *conflict = row_text(&r, i, 4);
        *p = (struct draw_person){.code = row_text(&r, i, 0),
                                  .name = row_text(&r, i, 1),
                                  .employer = row_text(&r, i, 2),
                                  .hash = draw_text_hash(row_text(&r, i, 5), ok),
                                  .place = row_int(&r, i, 6),
                                  .declined_on = day_of(row_text(&r, i, 7)),
                                  .reason = row_text(&r, i, 8)};
        *ok = speciality_parse(&p->speciality, field, strlen(field)) && *ok;
        while (p->conflict < DRAW_CONFLICTS - 1 &&
               strcmp(draw_conflict_name(p->conflict), conflict) != 0)
            p->conflict = (enum draw_conflict)(p->conflict + 1);
        if (d->record.revealed)
            draw_salt(d->record.secret, d->record.id, p->code, p->salt);
    }
    return true;
}

static bool
read_lots(struct db *db, struct arena *a, struct expert_draw *d, bool *ok, struct err *e)
{
    struct draw_need need[SPECIALITIES] = {{0, 0}};
    struct rows r;
    if (!db_run(db, &q_draw_lots, a, &r, e, v_int(d->pool), v_text(d->project),
                v_text(d->record.id)))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        const char *name = row_text(&r, i, 0);
        enum speciality s = SPECIALITY_CLINICAL;
        *ok = speciality_parse(&s, name, strlen(name)) && *ok;
        need[s] = (struct draw_need){(size_t)row_int(&r, i, 1), (size_t)row_int(&r, i, 2)};
    }
    make_lots(d, a, need);
    return true;
}

bool
draw_get(struct db *db, struct arena *a, int64_t pool, const char *project, const char *draw,
         struct expert_draw *out, struct err *e)
{
    struct rows r;
    bool ok = true;
    const char *who;
    if (!db_run(db, &q_draw_get, a, &r, e, v_int(pool), v_text(project), v_text(draw)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_DRAW_NONE, {draw, project}, .field = "draw");
    *out = (struct expert_draw){.pool = pool,
                                .project = project,
                                .record = {.id = draw,
                                           .commitment = draw_text_hash(row_text(&r, 0, 1), &ok),
                                           .committed_on = day_of(row_text(&r, 0, 0)),
                                           .public_name = row_text(&r, 0, 2),
                                           .public_text = row_text(&r, 0, 5),
                                           .public_on = day_of(row_text(&r, 0, 4)),
                                           .list = draw_text_hash(row_text(&r, 0, 3), &ok)}};
    out->record.revealed = sm3_parse(out->record.secret, row_text(&r, 0, 6));
    if (!read_persons(db, a, out, &ok, e) || !read_lots(db, a, out, &ok, e))
        return false;
    if (out->record.revealed)
        ok = draw_place(out, a, &who) == DRAW_OK && ok;
    return ok || err_set(e, ERR_IO, M_DRAW_BROKEN, {draw});
}

/* --- reveal, decline --- */

static bool
same_reveal(const struct expert_draw *d, const char *public_text, date on,
            const uint8_t secret[static DRAW_SECRET_SIZE])
{
    return strcmp(d->record.public_text, public_text) == 0 &&
           date_cmp(d->record.public_on, on) == 0 &&
           memcmp(d->record.secret, secret, DRAW_SECRET_SIZE) == 0;
}

bool
draw_reveal(struct db *db, struct arena *a, struct expert_draw *d, const char *public_text, date on,
            const uint8_t secret[static DRAW_SECRET_SIZE], enum put *how, enum draw_verdict *v,
            const char **who, struct err *e)
{
    char hex[SM3_HEX_MAX];
    *v = DRAW_OK;
    *who = "";
    *how = PUT_SAME;
    if (d->record.revealed)
        return same_reveal(d, public_text, on, secret) ||
               err_set(e, ERR_CONFLICT, M_DRAW_DRAWN, {d->record.id}, .field = "draw");
    *how = PUT_NEW;
    d->record.revealed = true;
    d->record.public_text = public_text;
    d->record.public_on = on;
    memcpy(d->record.secret, secret, DRAW_SECRET_SIZE);
    for (size_t i = 0; i < d->n; i++)
        draw_salt(secret, d->record.id, d->person[i].code, d->person[i].salt);
    *v = draw_place(d, a, who);
    if (*v != DRAW_OK)
        return true;
    if (!db_do(db, &q_draw_reveal, e, v_int(d->pool), v_text(d->project), v_text(d->record.id),
               v_date(a, on), v_text(public_text), v_text(sm3_text(secret, hex))))
        return false;
    for (size_t i = 0; i < d->n; i++)
        if (d->person[i].place > 0 &&
            !db_do(db, &q_draw_row_place, e, v_int(d->pool), v_text(d->project),
                   v_text(d->record.id), v_text(d->person[i].code), v_int(d->person[i].place)))
            return false;
    return true;
}

bool
draw_decline(struct db *db, struct arena *a, struct expert_draw *d, const char *expert, date on,
             const char *reason, enum put *how, struct err *e)
{
    struct draw_person *p = NULL;
    const char *who;
    for (size_t i = 0; i < d->n; i++)
        if (strcmp(d->person[i].code, expert) == 0)
            p = &d->person[i];
    if (p == NULL || (!p->seat && p->declined_on.day == 0))
        return err_set(e, ERR_NOT_FOUND, M_DRAW_NO_SEAT, {expert, d->record.id}, .field = "expert");
    if (date_cmp(on, d->record.public_on) < 0)
        return err_set(e, ERR_INPUT, M_DRAW_EARLY, {expert}, .field = "on");
    *how = PUT_SAME;
    if (p->declined_on.day != 0)
        return (date_cmp(p->declined_on, on) == 0 && strcmp(p->reason, reason) == 0) ||
               err_set(e, ERR_CONFLICT, M_DRAW_DECLINED, {expert, d->record.id}, .field = "expert");
    *how = PUT_NEW;
    p->declined_on = on;
    p->reason = reason;
    (void)draw_place(d, a, &who);
    return db_do(db, &q_draw_row_decline, e, v_int(d->pool), v_text(d->project),
                 v_text(d->record.id), v_text(expert), v_text(day_text(a, on)), v_text(reason));
}
