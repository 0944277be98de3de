#include "engine/draw.h"
#include "words/engine_super.h"

#include <assert.h>
#include <string.h>

const char *
draw_verdict_name(enum draw_verdict v)
{
    static const char *const names[DRAW_VERDICTS] = {
        [DRAW_OK] = "ok",
        [DRAW_NOT_REVEALED] = "not_revealed",
        [DRAW_PUBLIC_EARLY] = "public_early",
        [DRAW_COMMITMENT] = "commitment",
        [DRAW_ORDER] = "order",
        [DRAW_LIST] = "list",
        [DRAW_TOO_FEW] = "too_few",
    };
    assert(v < DRAW_VERDICTS);
    return names[v];
}

const char *
draw_conflict_name(enum draw_conflict c)
{
    static const char *const names[DRAW_CONFLICTS] = {
        [DRAW_FREE] = "free",
        [DRAW_SAME_EMPLOYER] = "same_employer",
        [DRAW_SAME_BIDDER] = "same_bidder",
        [DRAW_RECENT_SERVICE] = "recent_service",
        [DRAW_DECLARED] = "declared",
    };
    assert(c < DRAW_CONFLICTS);
    return names[c];
}

static int
hash_cmp(const struct draw_hash *a, const struct draw_hash *b)
{
    return memcmp(a->b, b->b, SM3_SIZE);
}

static struct draw_hash
hash_two(const uint8_t *a, size_t n, const char *b)
{
    struct draw_hash out;
    struct sm3 s;
    sm3_init(&s);
    sm3_add(&s, a, n);
    sm3_add(&s, b, strlen(b));
    sm3_end(&s, out.b);
    return out;
}

struct draw_hash
draw_commitment(const uint8_t secret[static DRAW_SECRET_SIZE], const char *id)
{
    return hash_two(secret, DRAW_SECRET_SIZE, id);
}

struct draw_hash
draw_candidate(const uint8_t salt[static DRAW_SALT_SIZE], const char *code)
{
    return hash_two(salt, DRAW_SALT_SIZE, code);
}

static void
add_number(struct sm3 *s, uint64_t n)
{
    uint8_t b[8];
    for (size_t i = 0; i < 8; i++)
        b[i] = (uint8_t)(n >> (56 - 8 * i));
    sm3_add(s, b, sizeof(b));
}

/* Each length stands before what it measures, so that no two lists have the same bytes. */
struct draw_hash
draw_list_digest(const struct draw_lot lot[], size_t n)
{
    struct draw_hash out;
    struct sm3 s;
    sm3_init(&s);
    add_number(&s, n);
    for (size_t i = 0; i < n; i++) {
        add_number(&s, strlen(lot[i].name));
        sm3_add(&s, lot[i].name, strlen(lot[i].name));
        add_number(&s, lot[i].places);
        add_number(&s, lot[i].reserve);
        add_number(&s, lot[i].n);
        for (size_t k = 0; k < lot[i].n; k++)
            sm3_add(&s, lot[i].hash[k].b, SM3_SIZE);
    }
    sm3_end(&s, out.b);
    return out;
}

void
draw_stream_init(struct draw_stream *s, const struct draw_record *r)
{
    struct sm3 m;
    sm3_init(&m);
    sm3_add(&m, r->secret, DRAW_SECRET_SIZE);
    sm3_add(&m, r->public_text, strlen(r->public_text));
    sm3_add(&m, r->list.b, SM3_SIZE);
    *s = (struct draw_stream){.used = SM3_SIZE};
    sm3_end(&m, s->seed.b);
}

static uint32_t
stream_next(struct draw_stream *s)
{
    uint32_t x = 0;
    if (s->used == SM3_SIZE) {
        struct sm3 m;
        sm3_init(&m);
        sm3_add(&m, s->seed.b, SM3_SIZE);
        add_number(&m, s->block++);
        sm3_end(&m, s->now.b);
        s->used = 0;
    }
    for (size_t i = 0; i < 4; i++)
        x = x << 8 | s->now.b[s->used++];
    return x;
}

uint32_t
draw_below(struct draw_stream *s, uint32_t n)
{
    assert(n > 0);
    uint64_t end = (UINT64_C(1) << 32) / n * n; /* of the last complete run */
    uint32_t x;
    do {
        x = stream_next(s);
    } while (x >= end);
    return x % n;
}

/* The first `want` places of order[] by Fisher-Yates from the front. */
static void
shuffle(struct draw_stream *s, uint32_t order[], size_t n, size_t want)
{
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    for (size_t i = 0; i < want && i < n; i++) {
        size_t k = i + draw_below(s, (uint32_t)(n - i));
        uint32_t keep = order[i];
        order[i] = order[k];
        order[k] = keep;
    }
}

/* What can be said before the list is looked at. */
static enum draw_verdict
record_check(const struct draw_record *r)
{
    if (!r->revealed)
        return DRAW_NOT_REVEALED;
    if (date_cmp(r->public_on, r->committed_on) <= 0)
        return DRAW_PUBLIC_EARLY;
    struct draw_hash c = draw_commitment(r->secret, r->id);
    return hash_cmp(&c, &r->commitment) == 0 ? DRAW_OK : DRAW_COMMITMENT;
}

static bool
is_rising(const struct draw_lot *lot)
{
    for (size_t i = 1; i < lot->n; i++)
        if (hash_cmp(&lot->hash[i - 1], &lot->hash[i]) >= 0)
            return false;
    return true;
}

static enum draw_verdict
lots_check(const struct draw_record *r, const struct draw_lot lot[], size_t n, size_t *at)
{
    for (*at = 0; *at < n; ++*at) {
        assert(lot[*at].n <= DRAW_CANDIDATES_MAX);
        if (!is_rising(&lot[*at]))
            return DRAW_ORDER;
    }
    struct draw_hash digest = draw_list_digest(lot, n);
    if (hash_cmp(&digest, &r->list) != 0)
        return DRAW_LIST;
    for (*at = 0; *at < n; ++*at)
        if (lot[*at].n < lot[*at].places)
            return DRAW_TOO_FEW;
    return DRAW_OK;
}

enum draw_verdict
draw_run(const struct draw_record *r, const struct draw_lot lot[], size_t n,
         uint32_t *const order[], size_t *at, struct explain *x)
{
    struct draw_stream s;
    size_t where = n;
    enum draw_verdict v = record_check(r);

    if (v == DRAW_OK)
        v = lots_check(r, lot, n, &where);
    if (at != NULL)
        *at = where;
    if (v != DRAW_OK) {
        explain_add(x, RULE_EXPERT_DRAW, M_X_DRAW_REFUSED, t_text(r->id),
                    t_text(draw_verdict_name(v)), t_text(where < n ? lot[where].name : ""));
        return v;
    }
    explain_add(x, RULE_EXPERT_DRAW, M_X_DRAW, t_text(r->id), t_date(r->committed_on),
                t_text(r->public_name), t_date(r->public_on));
    draw_stream_init(&s, r);
    for (size_t i = 0; i < n; i++) {
        shuffle(&s, order[i], lot[i].n, lot[i].places + lot[i].reserve);
        explain_add(x, RULE_EXPERT_DRAW, M_X_DRAW_LOT, t_text(lot[i].name),
                    t_int((int64_t)lot[i].places), t_int((int64_t)lot[i].n),
                    t_int((int64_t)lot[i].reserve));
    }
    return DRAW_OK;
}

size_t
draw_seats(const struct draw_lot *lot, const uint32_t order[], const bool declined[],
           uint32_t seat[])
{
    size_t filled = 0, drawn = lot->places + lot->reserve;
    for (size_t i = 0; i < drawn && i < lot->n && filled < lot->places; i++)
        if (!declined[order[i]])
            seat[filled++] = order[i];
    return filled;
}

static bool
is_among(const char *s, const char *const list[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[0] != '\0' && strcmp(s, list[i]) == 0)
            return true;
    return false;
}

enum draw_conflict
draw_conflict(const struct draw_expert *e, const struct draw_concern *c)
{
    if (is_among(e->employer, c->employer, c->n_employer))
        return DRAW_SAME_EMPLOYER;
    for (size_t i = 0; i < e->n_interest; i++)
        if (is_among(e->interest[i], c->bidder, c->n_bidder))
            return DRAW_SAME_BIDDER;
    if (is_among(e->employer, c->bidder, c->n_bidder))
        return DRAW_SAME_BIDDER;
    if (e->has_served && date_cmp(c->on, date_add_days(e->served_on, c->rest_days)) < 0)
        return DRAW_RECENT_SERVICE;
    return e->declared ? DRAW_DECLARED : DRAW_FREE;
}

/* Sort the products' hashes, rising; from[] keeps whose each is. */
static void
sort_hashes(struct draw_hash hash[], uint32_t from[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct draw_hash h = hash[i];
        uint32_t f = from[i];
        size_t k = i;
        for (; k > 0 && hash_cmp(&hash[k - 1], &h) > 0; k--) {
            hash[k] = hash[k - 1];
            from[k] = from[k - 1];
        }
        hash[k] = h;
        from[k] = f;
    }
}

enum draw_verdict
draw_tied(const struct draw_record *r, const char *group, const char *const product[], size_t n,
          uint32_t rank[], struct explain *x)
{
    struct draw_hash hash[DRAW_TIED_MAX];
    uint32_t from[DRAW_TIED_MAX], order[DRAW_TIED_MAX];
    struct draw_lot lot = {.name = group, .hash = hash, .n = n, .places = n};
    struct draw_record own = *r;

    assert(n <= DRAW_TIED_MAX);
    for (size_t i = 0; i < n; i++) {
        sm3_of(product[i], strlen(product[i]), hash[i].b);
        from[i] = (uint32_t)i;
    }
    sort_hashes(hash, from, n);
    own.list = draw_list_digest(&lot, 1);
    enum draw_verdict v = draw_run(&own, &lot, 1, (uint32_t *const[]){order}, NULL, x);
    for (size_t i = 0; v == DRAW_OK && i < n; i++)
        rank[i] = from[order[i]];
    return v;
}
