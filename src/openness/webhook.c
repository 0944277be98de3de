#include "openness/webhook.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/log.h"
#include "audit/row.h"
#include "base/core/text.h"
#include "base/host/json.h"
#include "openness/query.h"
#include "seal/vault.h"
#include "words/openness.h"

enum { MEMORY = 8 * 1024 * 1024, US = 1000000, FIRST_S = 10, LAST_S = 3600 };
static const char own_act[] = "webhook.deliver"; /* told to nobody: it would never end */

static void
take(struct webhook *out, const struct rows *r, size_t i)
{
    *out = (struct webhook){
        .pool = row_int(r, i, 0),
        .name = row_text(r, i, 1),
        .url = row_text(r, i, 2),
        .what = row_text(r, i, 3),
        .made_by = row_text(r, i, 4),
        .done = row_int(r, i, 5),
        .failures = row_int(r, i, 6),
        .next_at = row_int(r, i, 7),
        .error = row_text(r, i, 8),
        .secret = row_text(r, i, 9),
        .org = row_text(r, i, 10),
    };
}

static bool
list(struct db *db, struct arena *a, const struct query *q, int64_t value, struct webhook **out,
     size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, q, a, &r, e, v_int(value)))
        return false;
    *out = arena_array(a, struct webhook, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        take(&(*out)[i], &r, i);
    return true;
}

bool
webhook_all(struct db *db, struct arena *a, int64_t pool, struct webhook **out, size_t *n,
            struct err *e)
{
    return list(db, a, &q_webhook_list, pool, out, n, e);
}

bool
webhook_all_of(struct db *db, struct arena *a, int64_t pool, const char *org, struct webhook **out,
               size_t *n, struct err *e)
{
    size_t kept = 0;
    if (!webhook_all(db, a, pool, out, n, e))
        return false;
    for (size_t i = 0; i < *n; i++)
        if (strcmp((*out)[i].org, org) == 0)
            (*out)[kept++] = (*out)[i];
    *n = kept;
    return true;
}

static const struct webhook *
find(const struct webhook list[], size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    return NULL;
}

static bool
url_fine(const char *url, bool private_too)
{
    const char *rest = strncmp(url, "https://", 8) == 0                 ? url + 8
                       : private_too && strncmp(url, "http://", 7) == 0 ? url + 7
                                                                        : NULL;
    size_t host = rest != NULL ? strcspn(rest, "/?#") : 0;
    return host > 0 && memchr(rest, '@', host) == NULL && strlen(url) < WEBHOOK_URL_MAX &&
           strpbrk(url, " \"<>\\^`{|}") == NULL;
}

/* Whose secret it is, for the vault. */
static const char *
owner_of(struct arena *a, int64_t pool, const char *name)
{
    return arena_printf(a, "%06lld/%s", (long long)pool, name);
}

bool
webhook_add(struct db *db, struct arena *a, struct webhook *in, bool private_too, struct err *e)
{
    uint8_t secret[32];
    char *hex = arena_alloc(a, WEBHOOK_SECRET_MAX);
    const char *locked;
    struct webhook *all;
    struct log_head head;
    size_t n;
    if (!url_fine(in->url, private_too))
        return err_set(e, ERR_INPUT, M_WEBHOOK_URL, {NULL}, .field = "url");
    if (!webhook_all(db, a, in->pool, &all, &n, e) || !log_head(db, a, in->pool, &head, e))
        return false;
    if (find(all, n, in->name) != NULL)
        return err_set(e, ERR_CONFLICT, M_WEBHOOK_TAKEN, {in->name}, .field = "name");
    randombytes_buf(secret, sizeof(secret));
    in->secret = sodium_bin2hex(hex, WEBHOOK_SECRET_MAX, secret, sizeof(secret));
    in->done = head.size - 1;
    return vault_lock(db->vault, a, "webhook", owner_of(a, in->pool, in->name), in->secret, &locked,
                      e) &&
           db_do(db, &q_webhook_put, e, v_int(in->pool), v_text(in->name), v_text(in->url),
                 v_text(locked), v_text(in->what), v_text(in->made_by), v_text(in->org),
                 v_int(in->done));
}

bool
webhook_drop(struct db *db, int64_t pool, const char *org, const char *name, struct err *e)
{
    struct arena *a = arena_new(MEMORY);
    struct webhook *all;
    size_t n;
    bool ok = org == NULL ? webhook_all(db, a, pool, &all, &n, e)
                          : webhook_all_of(db, a, pool, org, &all, &n, e);
    if (ok && find(all, n, name) == NULL)
        ok = err_set(e, ERR_NOT_FOUND, M_WEBHOOK_NONE, {name});
    arena_free(a);
    return ok && db_do(db, &q_webhook_delete, e, v_int(pool), v_text(name));
}

int64_t
webhook_pause(int64_t failures)
{
    int64_t s = FIRST_S;
    for (int64_t i = 1; i < failures && s < LAST_S; i++)
        s *= 2;
    return (s < LAST_S ? s : LAST_S) * US;
}

/* --- delivery --- */
struct result {
    const struct webhook *hook;
    int64_t done, next_at;
    const char *error; /* NULL: it arrived */
};

static bool
write_result(struct db *db, void *arg, struct err *e)
{
    const struct result *r = arg;
    const struct val pool = v_int(r->hook->pool), name = v_text(r->hook->name);
    return r->error == NULL
               ? db_do(db, &q_webhook_done, e, pool, name, v_int(r->done))
               : db_do(db, &q_webhook_failed, e, pool, name, v_int(r->next_at), v_text(r->error));
}

static bool
wanted(const struct webhook *h, const struct log_row *row)
{
    return strcmp(row->what, own_act) != 0 && strncmp(row->what, h->what, strlen(h->what)) == 0;
}

static const char *
body_of(struct arena *a, const struct webhook *h, const struct log_row rows[], size_t n)
{
    char *text = NULL, pool[16];
    size_t len;
    struct json j;
    FILE *to = open_memstream(&text, &len);
    assert(to != NULL);
    snprintf(pool, sizeof(pool), "%06lld", (long long)h->pool);
    json_start(&j, to);
    json_open(&j, NULL, '{');
    json_text(&j, "pool", pool);
    json_open(&j, "events", '[');
    for (size_t i = 0; i < n; i++) {
        if (!wanted(h, &rows[i]))
            continue;
        json_open(&j, NULL, '{');
        json_int(&j, "index", rows[i].idx);
        json_int(&j, "at", rows[i].at);
        json_text(&j, "what", rows[i].what);
        json_text(&j, "subject", rows[i].subject);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
    fclose(to);
    const char *out = arena_strdup(a, text);
    free(text);
    return out;
}

static bool
keep(struct db *db, struct delivery *d, struct result *r, struct err *e)
{
    struct job job = {
        .run = write_result, .arg = r, .act = {"job:webhook", own_act, r->hook->name, d->at}};
    group_run(db, r->hook->pool, &job, 1);
    *e = job.err;
    return e->code == ERR_NONE;
}

/* The rows after the cursor; nothing is sent, and nothing written, when none of them is wanted. */
static bool
deliver(struct db *db, struct arena *a, struct delivery *d, const struct webhook *h, struct err *e)
{
    struct log_row *rows;
    size_t n, want = 0;
    char why[SEND_WHY_MAX];
    if (!log_page(db, a, h->pool, h->done, WEBHOOK_ROWS, &rows, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        want += wanted(h, &rows[i]);
    /* A full page of what is not wanted is stepped over; a short one is read again later. */
    if (want == 0 && n < WEBHOOK_ROWS)
        return true;
    struct result r = {.hook = h, .done = rows[n - 1].idx};
    struct send s = {.url = h->url, .at = d->at, .private_too = d->private_too};
    if (!vault_unlock(db->vault, a, "webhook", owner_of(a, h->pool, h->name), h->secret, &s.secret,
                      e))
        return false;
    s.delivery = arena_printf(a, "%06lld/%s/%lld", (long long)h->pool, h->name, (long long)r.done);
    s.body = want > 0 ? body_of(a, h, rows, n) : "";
    if (want > 0 && !d->send(&s, why)) {
        r.error = why;
        r.next_at = d->at + webhook_pause(h->failures + 1);
        d->failed++;
    } else if (want > 0) {
        d->sent++;
        d->rows += (int64_t)want;
    }
    return keep(db, d, &r, e);
}

bool
deliver_webhooks(struct db *db, struct delivery *d, struct err *e)
{
    struct arena *a = arena_new(MEMORY), *one = arena_new(MEMORY);
    struct webhook *due;
    size_t n;
    bool ok = list(db, a, &q_webhook_due, d->at, &due, &n, e);
    for (size_t i = 0; ok && i < n; i++) {
        arena_reset(one);
        ok = deliver(db, one, d, &due[i], e);
    }
    arena_free(one);
    arena_free(a);
    return ok;
}

/* --- under the vault's newest key --- */

static bool
relock_webhook(struct db *db, void *arg, struct err *e)
{
    const struct webhook *h = arg;
    struct arena *a = arena_new(64 * 1024);
    const char *whose = owner_of(a, h->pool, h->name), *plain, *locked;
    bool ok = vault_unlock(db->vault, a, "webhook", whose, h->secret, &plain, e) &&
              vault_lock(db->vault, a, "webhook", whose, plain, &locked, e) &&
              db_do(db, &q_webhook_relock, e, v_int(h->pool), v_text(h->name), v_text(locked));
    arena_free(a);
    return ok;
}

bool
relock_webhooks(struct db *db, int64_t *count, struct err *e)
{
    struct arena *a = arena_new(MEMORY);
    struct webhook *all;
    size_t n;
    bool ok = list(db, a, &q_webhook_every, -1, &all, &n, e);
    *count = 0;
    for (size_t i = 0; ok && i < n; i++) {
        if (vault_is_newest(db->vault, all[i].secret))
            continue;
        ok = db_tx(db, all[i].pool, relock_webhook, &all[i], e);
        ++*count;
    }
    arena_free(a);
    return ok;
}
