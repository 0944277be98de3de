#include "tender/opening_check.h"

#include <string.h>

#include "base/core/hex.h"
#include "base/core/text.h"
#include "tender/opening.h"
#include "tender/query.h"

enum { LIST_MEMORY = 64 * 1024 * 1024, ONE_MEMORY = 8 * 1024 * 1024 };

const char *
opening_fault_name(enum opening_fault f)
{
    static const char *const names[OPENING_FAULTS] = {"envelope", "key", "offer"};
    return names[f];
}

struct checking {
    struct db *db;
    struct arena *a; /* of the bid at hand */
    int64_t pool;
    opening_found *found;
    void *arg;
    const char *project, *group, *company;
    int64_t version;
};

static void
tell(const struct checking *x, enum opening_fault f, const char *product)
{
    char n[INT_TEXT_MAX];
    x->found(x->arg, f,
             arena_printf(x->a, "%s/%s/%s/%s%s%s", x->project, x->group, x->company,
                          int_text(x->version, n), *product != '\0' ? "/" : "", product));
}

static bool
check_offers(const struct checking *x, const struct bid_text *b, struct err *e)
{
    for (size_t i = 0; i < b->n; i++) {
        struct rows r;
        if (!db_run(x->db, &q_bid_get, x->a, &r, e, v_int(x->pool), v_text(x->project),
                    v_text(x->group), v_text(b->offer[i].product)))
            return false;
        if (r.n != 1 || strcmp(row_text(&r, 0, 0), x->company) != 0 ||
            row_int(&r, 0, 1) != b->offer[i].price.units ||
            row_int(&r, 0, 2) != b->offer[i].with_service.units)
            tell(x, OPENING_OFFER, b->offer[i].product);
    }
    return true;
}

/* `key`: of the record; "" it was not opened. */
static bool
check_one(const struct checking *x, const char *sha256, const char *envelope, const char *key,
          struct err *e)
{
    struct envelope *v = arena_alloc(x->a, sizeof(*v));
    uint8_t bytes[CONTENT_KEY_SIZE];
    struct opened out;
    struct err ignored;
    if (!envelope_parse(v, x->a, envelope, strlen(envelope), "", &ignored) ||
        strcmp(v->sha256, sha256) != 0 || !v->signature_holds) {
        tell(x, OPENING_ENVELOPE, "");
        return true;
    }
    if (*key == '\0')
        return true;
    if (!hex_parse(bytes, CONTENT_KEY_SIZE, key)) {
        tell(x, OPENING_KEY, "");
        return true;
    }
    envelope_open_with(v, x->a, bytes, &out);
    if (out.verdict == OPEN_OK)
        return check_offers(x, &out.bid, e);
    tell(x, OPENING_KEY, "");
    return true;
}

bool
opening_check(struct db *db, int64_t pool, opening_found *found, void *arg, struct err *e)
{
    struct arena *all = arena_new(LIST_MEMORY);
    struct rows list, one;
    bool ok = db_run(db, &q_sealed_check, all, &list, e, v_int(pool));
    for (size_t i = 0; ok && i < list.n; i++) {
        struct checking x = {db,
                             arena_new(ONE_MEMORY),
                             pool,
                             found,
                             arg,
                             row_text(&list, i, 0),
                             row_text(&list, i, 1),
                             row_text(&list, i, 2),
                             row_int(&list, i, 3)};
        ok = db_run(db, &q_sealed_envelope, x.a, &one, e, v_int(pool), v_text(x.project),
                    v_text(x.group), v_text(x.company), v_int(x.version)) &&
             check_one(&x, row_text(&list, i, 4), row_text(&one, 0, 0), row_text(&list, i, 5), e);
        arena_free(x.a);
    }
    arena_free(all);
    return ok;
}
