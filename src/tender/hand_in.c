/* hand_in.c - after the deadline: the envelopes out to the officers, their shares in. */
#include <string.h>

#include "base/core/hex.h"
#include "tender/opening.h"
#include "tender/query.h"
#include "words/base.h"
#include "words/seal.h"

enum { ONE_MEMORY = 4 * 1024 * 1024 };

static bool
after_deadline(const struct opening *o, const char *now, struct err *e)
{
    return strcmp(now, o->officers.deadline) > 0 ||
           err_set(e, ERR_CONFLICT, M_OPENING_EARLY, {o->officers.deadline});
}

bool
sealed_write(struct db *db, int64_t pool, const char *project, const char *now, FILE *to,
             int64_t *n, struct err *e)
{
    struct arena *a = arena_new(64 << 20);
    struct opening o;
    struct rows list, one;
    bool ok = opening_must(db, a, pool, project, &o, e) && after_deadline(&o, now, e) &&
              db_run(db, &q_sealed_list, a, &list, e, v_int(pool), v_text(project));
    *n = 0;
    for (size_t i = 0; ok && i < list.n; i++) {
        struct arena *b = arena_new(ONE_MEMORY);
        if (strcmp(row_text(&list, i, 3), "filed") == 0) {
            ok = db_run(db, &q_sealed_envelope, b, &one, e, v_int(pool), v_text(project),
                        v_text(row_text(&list, i, 0)), v_text(row_text(&list, i, 1)),
                        v_int(row_int(&list, i, 2)));
            if (ok)
                fputs(row_text(&one, 0, 0), to);
            ++*n;
        }
        arena_free(b);
    }
    arena_free(a);
    return ok;
}

static const char *
state_of(struct arena *a, const struct handed *h, size_t place, const char *envelope, bool *ok)
{
    struct envelope *v = arena_alloc(a, sizeof(*v));
    struct err e;
    *ok = envelope_parse(v, a, envelope, strlen(envelope), "", &e);
    if (!h->opens)
        return "closed";
    return *ok && share_matches(v, place, h->share) ? "good" : "bad";
}

/* The version that is to be opened, when the digest is its own; 0: it is none. */
static bool
version_of(struct db *db, struct arena *a, const struct val key[static 4], const char *sha256,
           int64_t *version, struct err *e)
{
    struct rows r;
    *version = 0;
    if (!db->ops->run(db, &q_sealed_last, key, 4, a, &r, e))
        return false;
    if (r.n == 1 && strcmp(row_text(&r, 0, 1), "filed") == 0 &&
        strcmp(row_text(&r, 0, 2), sha256) == 0)
        *version = row_int(&r, 0, 0);
    return true;
}

static bool
hand_in(struct db *db, struct arena *a, const struct val head[static 2], size_t place,
        const struct handed *h, struct handed_in *out, struct err *e)
{
    struct val v[8] = {head[0], head[1], v_text(h->group), v_text(h->bidder)};
    char hex[2 * SHARE_SIZE + 1];
    struct rows r, old;
    int64_t version;
    bool read;

    if (!version_of(db, a, v, h->sha256, &version, e))
        return false;
    if (version == 0) {
        out->unknown++;
        return true;
    }
    v[4] = v_int(version);
    v[5] = v_int((int64_t)place + 1);
    if (!db->ops->run(db, &q_sealed_envelope, v, 5, a, &r, e) ||
        !db->ops->run(db, &q_share_get, v, 6, a, &old, e))
        return false;
    const char *state = state_of(a, h, place, row_text(&r, 0, 0), &read);
    if (!read)
        return err_set(e, ERR_IO, M_SEAL_FORM, {"sealed-bid"});
    *(*state == 'g' ? &out->good : *state == 'b' ? &out->bad : &out->closed) += 1;
    v[6] = v_text(state);
    v[7] = v_text(h->opens ? hex_text(h->share, SHARE_SIZE, hex) : "");
    if (old.n == 1 &&
        (strcmp(row_text(&old, 0, 0), "good") == 0 ||
         (strcmp(row_text(&old, 0, 0), state) == 0 && strcmp(row_text(&old, 0, 1), v[7].s) == 0)))
        return true; /* a good one stays; the same is nothing */
    return db_do_values(db, &q_share_write, v, 8, e);
}

bool
hand_in_shares(struct db *db, struct arena *a, int64_t pool, const char *project,
               const char *officer, const struct shares *in, const char *now, struct handed_in *out,
               struct err *e)
{
    const struct val head[] = {v_int(pool), v_text(project)};
    struct opening o;
    size_t place = 0;

    *out = (struct handed_in){.good = 0};
    if (!opening_must(db, a, pool, project, &o, e) || !after_deadline(&o, now, e))
        return false;
    if (in->pool != pool || strcmp(in->project, project) != 0)
        return err_set(e, ERR_INPUT, M_BID_PROJECT, {in->project});
    if (*officer != '\0' && strcmp(officer, in->officer) != 0)
        return err_set(e, ERR_DENIED, M_SHARE_OFFICER, {in->officer});
    while (place < o.officers.n && strcmp(o.officers.officer[place].code, in->officer) != 0)
        place++;
    if (place == o.officers.n)
        return err_set(e, ERR_NOT_FOUND, M_SHARE_OFFICER, {in->officer});
    if (o.opened)
        return err_set(e, ERR_CONFLICT, M_OPENING_OVER, {o.opened_at});
    for (size_t i = 0; i < in->n; i++) {
        struct arena *one = arena_new(ONE_MEMORY);
        bool ok = hand_in(db, one, head, place, &in->list[i], out, e);
        arena_free(one);
        if (!ok)
            return false;
    }
    return true;
}
