#include "registry/signing_key.h"

#include <string.h>

#include "registry/query.h"
#include "words/registry.h"

/* Institutions and companies have codes of different kinds: known as one of them is enough. */
static bool
party_must(struct db *db, struct arena *a, const char *party, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_party_known, a, &r, e, v_text(party)))
        return false;
    return row_int(&r, 0, 0) > 0 ||
           err_set(e, ERR_NOT_FOUND, M_NO_PARTY, {party}, .field = "party");
}

bool
signing_key_put(struct db *db, struct arena *a, const struct signing_key *in, enum put *how,
                struct err *e)
{
    char hex[KEY_HEX_MAX];
    if (in->key.kind == KEY_OFFICER)
        return err_set(e, ERR_INPUT, M_PARTY_KEY_KIND, {key_kind_names[in->key.kind]},
                       .field = "key");
    if (!party_must(db, a, in->party, e))
        return false;
    const struct val v[] = {
        v_text(key_public_hex(&in->key, hex)),
        v_text(in->party),
        v_text(key_kind_names[in->key.kind]),
        v_text(in->certificate),
        v_date(a, in->from),
        v_text(in->until.day == 0 ? DATE_OPEN
                                  : date_text(in->until, arena_alloc(a, DATE_TEXT_MAX))),
    };
    const struct put_row row = {&q_signing_key_get, &q_signing_key_write, NULL, v, 6, 1};
    return put_fact(db, a, &row, how, e);
}

bool
signing_key_end(struct db *db, struct arena *a, const char *party, const struct key *key,
                date until, enum put *how, struct err *e)
{
    char hex[KEY_HEX_MAX];
    const char *day = put_date(a, until);
    struct rows r;
    if (!db_run(db, &q_signing_key_get, a, &r, e, v_text(key_public_hex(key, hex))))
        return false;
    if (r.n == 0 || strcmp(row_text(&r, 0, 0), party) != 0)
        return err_set(e, ERR_NOT_FOUND, M_PARTY_KEY_NONE, {party});
    *how = strcmp(row_text(&r, 0, 4), day) == 0 ? PUT_SAME : PUT_CHANGED;
    return *how == PUT_SAME || db_do(db, &q_signing_key_end, e, v_text(hex), v_text(day));
}

bool
signing_key_holds(struct db *db, struct arena *a, const char *party, const struct key *key, date on,
                  bool *holds, struct err *e)
{
    char hex[KEY_HEX_MAX];
    struct rows r;
    if (!db_run(db, &q_signing_key_get, a, &r, e, v_text(key_public_hex(key, hex))))
        return false;
    const char *day = put_date(a, on);
    *holds = r.n == 1 && strcmp(row_text(&r, 0, 0), party) == 0 &&
             strcmp(row_text(&r, 0, 3), day) <= 0 && strcmp(row_text(&r, 0, 4), day) > 0;
    return true;
}
