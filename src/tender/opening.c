/* opening.c - who opens the bids of a project, as fixed before bidding. */
#include "tender/opening.h"

#include <string.h>

#include "base/core/hex.h"
#include "tender/query.h"
#include "words/seal.h"

bool
moment_is(const char *text)
{
    char day[DATE_TEXT_MAX] = {0};
    date d;
    if (strlen(text) != MOMENT_TEXT_MAX - 1 || text[10] != ' ' || text[13] != ':' ||
        text[16] != ':')
        return false;
    memcpy(day, text, 10);
    for (size_t i = 11; i < MOMENT_TEXT_MAX - 1; i++)
        if (i != 13 && i != 16 && (text[i] < '0' || text[i] > '9'))
            return false;
    return date_parse(&d, day) && memcmp(text + 11, "24", 2) < 0 && text[14] < '6' &&
           text[17] < '6';
}

static bool
take_officer(struct officers *o, size_t i, const struct rows *r, struct err *e)
{
    o->officer[i].code = row_text(r, i, 0);
    return hex_parse(o->officer[i].public, OFFICER_KEY_SIZE, row_text(r, i, 1)) ||
           err_set(e, ERR_IO, M_OFFICER_KEY, {o->officer[i].code});
}

bool
opening_get(struct db *db, struct arena *a, int64_t pool, const char *project, struct opening *out,
            bool *found, struct err *e)
{
    struct rows r;
    *out = (struct opening){.opened_at = ""};
    if (!db_run(db, &q_opening_get, a, &r, e, v_int(pool), v_text(project)))
        return false;
    *found = r.n == 1;
    if (!*found)
        return true;
    out->officers.pool = pool;
    out->officers.project = project;
    out->officers.deadline = row_text(&r, 0, 0);
    out->officers.k = (size_t)row_int(&r, 0, 1);
    memcpy(out->sha256, row_text(&r, 0, 3), strnlen(row_text(&r, 0, 3), SHA256_HEX_MAX - 1));
    out->opened = strcmp(row_text(&r, 0, 4), "opened") == 0;
    out->opened_at = row_text(&r, 0, 5);
    if (!db_run(db, &q_officer_list, a, &r, e, v_int(pool), v_text(project)))
        return false;
    out->officers.n = r.n < SHARE_COUNT_MAX ? r.n : SHARE_COUNT_MAX;
    for (size_t i = 0; i < out->officers.n; i++)
        if (!take_officer(&out->officers, i, &r, e))
            return false;
    return true;
}

bool
opening_must(struct db *db, struct arena *a, int64_t pool, const char *project, struct opening *out,
             struct err *e)
{
    bool found;
    return opening_get(db, a, pool, project, out, &found, e) &&
           (found || err_set(e, ERR_NOT_FOUND, M_OPENING_NONE, {project}));
}

static bool
may_fix(struct db *db, struct arena *a, const struct officers *in, const struct opening *old,
        bool found, const char *now, struct err *e)
{
    struct rows r;
    if (strcmp(in->deadline, now) <= 0)
        return err_set(e, ERR_INPUT, M_OPENING_PAST, {in->deadline}, .field = "deadline");
    if (!found)
        return true;
    if (!db_run(db, &q_sealed_count, a, &r, e, v_int(in->pool), v_text(in->project)))
        return false;
    return (row_int(&r, 0, 0) == 0 && strcmp(old->officers.deadline, now) > 0) ||
           err_set(e, ERR_CONFLICT, M_OPENING_FIXED, {in->project});
}

static bool
write_officers(struct db *db, const struct officers *in, struct err *e)
{
    for (size_t i = 0; i < in->n; i++) {
        char hex[2 * OFFICER_KEY_SIZE + 1];
        if (!db_do(db, &q_officer_write, e, v_int(in->pool), v_text(in->project),
                   v_int((int64_t)i + 1), v_text(in->officer[i].code),
                   v_text(hex_text(in->officer[i].public, OFFICER_KEY_SIZE, hex))))
            return false;
    }
    return true;
}

bool
fix_officers(struct db *db, struct arena *a, const struct officers *in, const char *now,
             enum put *how, struct err *e)
{
    uint8_t digest[SHA256_SIZE];
    char sha256[SHA256_HEX_MAX];
    struct opening old;
    bool found;

    if (!moment_is(in->deadline))
        return err_set(e, ERR_INPUT, M_SEAL_MOMENT, {in->deadline}, .field = "deadline");
    if (!officers_check(in, e) || !opening_get(db, a, in->pool, in->project, &old, &found, e))
        return false;
    const char *text = officers_text(a, in);
    sha256_of(text, strlen(text), digest);
    *how = found ? PUT_CHANGED : PUT_NEW;
    if (found && strcmp(old.sha256, sha256_text(digest, sha256)) == 0) {
        *how = PUT_SAME;
        return true;
    }
    if (!may_fix(db, a, in, &old, found, now, e))
        return false;
    const struct val key[] = {v_int(in->pool), v_text(in->project)};
    if (found && (!db_do_values(db, &q_officer_clear, key, 2, e) ||
                  !db_do_values(db, &q_opening_clear, key, 2, e)))
        return false;
    return db_do(db, &q_opening_write, e, key[0], key[1], v_text(in->deadline),
                 v_int((int64_t)in->k), v_int((int64_t)in->n),
                 v_text(sha256_text(digest, sha256))) &&
           write_officers(db, in, e);
}
