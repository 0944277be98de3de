/* relock.c - the second factors are encrypted anew after the vault has a new key. */
#include "access/relock.h"

#include "access/query.h"
#include "seal/vault.h"

enum { MEMORY = 64 * 1024 * 1024 };

static bool
relock_one(struct db *db, struct arena *a, const char *login, const char *old, struct err *e)
{
    const char *plain, *locked;
    return vault_unlock(db->vault, a, "totp", login, old, &plain, e) &&
           vault_lock(db->vault, a, "totp", login, plain, &locked, e) &&
           db_do(db, &q_secret_relock, e, v_text(login), v_text(locked));
}

bool
relock_factors(struct db *db, void *count, struct err *e)
{
    struct arena *a = arena_new(MEMORY);
    struct rows r;
    int64_t *n = count;
    bool ok = db_run(db, &q_secret_locked, a, &r, e, v_text(""));
    *n = 0;
    for (size_t i = 0; ok && i < r.n; i++) {
        if (vault_is_newest(db->vault, row_text(&r, i, 1)))
            continue;
        ok = relock_one(db, a, row_text(&r, i, 0), row_text(&r, i, 1), e);
        ++*n;
    }
    arena_free(a);
    return ok;
}
