#include "registry/trust.h"

#include <string.h>

#include "registry/query.h"
#include "words/contract.h"
#include "words/trust.h"

enum { DAY = 86400 };

static int64_t
midnight(date d)
{
    return (int64_t)d.day * DAY;
}

static date
day_of(int64_t seconds)
{
    return (date){(int32_t)(seconds / DAY)};
}

static void
take(struct trust_root *out, const struct rows *r, size_t i)
{
    const char *until = row_text(r, i, 4);
    *out = (struct trust_root){.sha256 = row_text(r, i, 0),
                               .subject = row_text(r, i, 1),
                               .certificate = row_text(r, i, 2)};
    (void)date_parse(&out->from, row_text(r, i, 3));
    if (strcmp(until, DATE_OPEN) != 0)
        (void)date_parse(&out->until, until);
}

bool
trust_root_add(struct db *db, struct arena *a, const char *pem, date from, struct trust_root *out,
               enum put *how, struct err *e)
{
    struct cert_root c;
    struct rows r;
    char day[DATE_TEXT_MAX];
    if (!cert_root_read(&c, a, pem))
        return err_set(e, ERR_INPUT, M_TRUST_NO_ROOT, {NULL}, .field = "certificate");
    if (c.until < midnight(from))
        return err_set(e, ERR_INPUT, M_TRUST_OVER, {c.subject, date_text(day_of(c.until), day)},
                       .field = "certificate");
    *out = (struct trust_root){
        arena_strdup(a, c.sha256), arena_strdup(a, c.subject), c.pem, from, {0}};
    if (!db_run(db, &q_trust_root_get, a, &r, e, v_text(out->sha256)))
        return false;
    *how = r.n == 0 ? PUT_NEW : PUT_SAME;
    if (r.n == 0)
        return db_do(db, &q_trust_root_write, e, v_text(out->sha256), v_text(out->subject),
                     v_text(out->certificate), v_date(a, from), v_text(DATE_OPEN));
    (void)date_parse(&out->from, row_text(&r, 0, 2));
    const char *until = row_text(&r, 0, 3);
    return strcmp(until, DATE_OPEN) == 0 ||
           err_set(e, ERR_CONFLICT, M_TRUST_ENDED, {out->sha256, until}, .field = "certificate");
}

/* Which keys have no chain any more without that root. */
static bool
end_keys(struct db *db, struct arena *a, const char *sha256, date until, int64_t *keys,
         struct err *e)
{
    struct trust_root *list;
    struct rows r;
    size_t n;
    const char *left = "";
    if (!trust_root_list(db, a, until, &list, &n, e) ||
        !db_run(db, &q_signing_key_certified, a, &r, e, v_date(a, until)))
        return false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].sha256, sha256) != 0)
            left = arena_printf(a, "%s%s", left, list[i].certificate);
    for (size_t i = 0; i < r.n; i++) {
        struct cert c;
        const struct trust trust = {.pem = left};
        if (cert_check(&c, row_text(&r, i, 1), &trust, midnight(until)) != CERT_UNTRUSTED)
            continue;
        if (!db_do(db, &q_signing_key_end, e, v_text(row_text(&r, i, 0)), v_date(a, until)))
            return false;
        ++*keys;
    }
    return true;
}

bool
trust_root_end(struct db *db, struct arena *a, const char *sha256, date until, int64_t *keys,
               enum put *how, struct err *e)
{
    struct rows r;
    *keys = 0;
    if (!db_run(db, &q_trust_root_get, a, &r, e, v_text(sha256)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_TRUST_NONE, {sha256});
    *how = strcmp(row_text(&r, 0, 3), DATE_OPEN) == 0 ? PUT_CHANGED : PUT_SAME;
    return *how == PUT_SAME || (end_keys(db, a, sha256, until, keys, e) &&
                                db_do(db, &q_trust_root_end, e, v_text(sha256), v_date(a, until)));
}

bool
trust_root_list(struct db *db, struct arena *a, date on, struct trust_root **out, size_t *n,
                struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_trust_root_each, a, &r, e, on.day == 0 ? v_text("") : v_date(a, on)))
        return false;
    *out = arena_array(a, struct trust_root, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        take(&(*out)[i], &r, i);
    return true;
}

bool
trust_on(struct db *db, struct arena *a, date on, struct trust *out, struct err *e)
{
    struct trust_root *list;
    size_t n;
    *out = (struct trust){.pem = ""};
    if (!trust_root_list(db, a, on, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        out->pem = arena_printf(a, "%s%s", out->pem, list[i].certificate);
    return true;
}

bool
signing_key_certified(struct signing_key *out, struct arena *a, const char *pem, const char *party,
                      const struct trust *trust, date on, struct err *e)
{
    struct cert c;
    enum cert_verdict v = cert_check(&c, pem, trust, midnight(on));
    if (v != CERT_OK)
        return err_set(e, ERR_INPUT, M_CERT_REFUSED, {cert_verdict_name(v)},
                       .field = "certificate");
    if (!cert_names(pem, party))
        return err_set(e, ERR_INPUT, M_CERT_OTHER_PARTY, {party}, .field = "certificate");
    *out = (struct signing_key){.party = party,
                                .key = c.key,
                                .certificate = arena_strdup(a, pem),
                                .from = day_of(c.from),
                                .until = {day_of(c.until).day + 1}};
    return true;
}
