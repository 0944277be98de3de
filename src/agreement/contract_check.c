#include "agreement/contract_check.h"

#include <string.h>

#include "agreement/contract.h"
#include "agreement/query.h"
#include "base/core/text.h"

enum { LIST_MEMORY = 256 * 1024 * 1024, ONE_MEMORY = 32 * 1024 * 1024 };

const char *
contract_fault_name(enum contract_fault f)
{
    static const char *const names[CONTRACT_FAULTS] = {"text", "signature"};
    return names[f];
}

struct checking {
    struct db *db;
    struct arena *a; /* of the contract at hand */
    contract_found *found;
    void *arg;
    int64_t pool, version;
    const char *agreement;
};

static void
tell(const struct checking *x, enum contract_fault f, const char *role)
{
    char n[INT_TEXT_MAX];
    x->found(x->arg, f,
             arena_printf(x->a, "%s/%s%s%s", x->agreement, int_text(x->version, n),
                          *role != '\0' ? "/" : "", role));
}

static bool
holds(struct arena *a, const char *envelope, const char *text)
{
    enum cert_verdict why;
    struct signature s;
    struct cert cert;
    struct err ignored;
    if (!signature_parse(&s, a, envelope, strlen(envelope), "", &ignored))
        return false;
    enum signature_verdict v = signature_check(&s, a, text, strlen(text), NULL, &why, &cert);
    return v == SIGNATURE_OK || (v == SIGNATURE_CERTIFICATE && why == CERT_UNTRUSTED);
}

static bool
check_one(const struct checking *x, struct err *e)
{
    struct contract *c = arena_alloc(x->a, sizeof(*c));
    uint8_t digest[SHA256_SIZE];
    char hex[SHA256_HEX_MAX];
    struct rows r, signatures;
    if (!db_run(x->db, &q_contract_get, x->a, &r, e, v_int(x->pool), v_text(x->agreement),
                v_int(x->version)) ||
        !db_run(x->db, &q_contract_signature_list, x->a, &signatures, e, v_int(x->pool),
                v_text(x->agreement), v_int(x->version)))
        return false;
    const char *text = row_text(&r, 0, 0);
    sha256_of(text, strlen(text), digest);
    if (strcmp(sha256_text(digest, hex), row_text(&r, 0, 1)) != 0 ||
        !contract_parse(c, x->a, arena_strdup(x->a, text), strlen(text)))
        tell(x, CONTRACT_TEXT, "");
    for (size_t i = 0; i < signatures.n; i++)
        if (!holds(x->a, row_text(&signatures, i, 2), text))
            tell(x, CONTRACT_SIGNATURE, row_text(&signatures, i, 0));
    return true;
}

bool
contract_check(struct db *db, int64_t pool, contract_found *found, void *arg, struct err *e)
{
    struct arena *all = arena_new(LIST_MEMORY);
    struct rows list;
    bool ok = db_run(db, &q_contract_each, all, &list, e, v_int(pool));
    for (size_t i = 0; ok && i < list.n; i++) {
        const struct checking x = {db,
                                   arena_new(ONE_MEMORY),
                                   found,
                                   arg,
                                   pool,
                                   row_int(&list, i, 1),
                                   row_text(&list, i, 0)};
        ok = check_one(&x, e);
        arena_free(x.a);
    }
    arena_free(all);
    return ok;
}
