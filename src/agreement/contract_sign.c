/* contract_sign.c - signatures under the last version of a contract. */
#include <jansson.h>
#include <string.h>

#include "agreement/contract.h"
#include "agreement/query.h"
#include "base/host/paper.h"
#include "registry/trust.h"
#include "words/contract.h"

/* Signed today, or the day before: whoever claims another day signs anew. */
static bool
signed_now(const struct signature *s, date today)
{
    char text[DATE_TEXT_MAX] = {0};
    date on;
    memcpy(text, s->signed_at, 10);
    return date_parse(&on, text) && on.day <= today.day && on.day + 1 >= today.day;
}

static bool
whose_key(struct db *db, struct arena *a, const struct signature *s, const char *party, date today,
          struct err *e)
{
    bool holds;
    if (*s->pem != '\0' && cert_names(s->pem, party))
        return true;
    return signing_key_holds(db, a, party, &s->key, today, &holds, e) &&
           (holds || err_set(e, ERR_DENIED, M_SIGN_OTHER_KEY, {party}));
}

static bool
good(struct db *db, struct arena *a, struct signature *s, const struct issued *doc,
     const char *party, const char *folder, date today, struct err *e)
{
    enum cert_verdict why;
    struct cert cert;
    struct trust trust;
    if (!trust_on(db, a, today, &trust, e))
        return false;
    trust.folder = folder;
    enum signature_verdict v =
        signature_check(s, a, doc->text, strlen(doc->text), &trust, &why, &cert);
    if (v == SIGNATURE_OTHER_DOCUMENT)
        return err_set(e, ERR_INPUT, M_SIGN_OTHER_TEXT, {party});
    if (v == SIGNATURE_CERTIFICATE)
        return err_set(e, ERR_INPUT, M_CERT_REFUSED, {cert_verdict_name(why)});
    if (v != SIGNATURE_OK)
        return err_set(e, ERR_INPUT, M_SIGN_WRONG, {signature_verdict_name(v)});
    if (!signed_now(s, today))
        return err_set(e, ERR_INPUT, M_SIGN_DAY, {s->signed_at});
    return whose_key(db, a, s, party, today, e);
}

static const char *
role_of(const struct contract *c, const char *party)
{
    for (size_t i = 0; i < c->parties; i++)
        if (strcmp(c->party[i].code, party) == 0)
            return c->party[i].role;
    return NULL;
}

/* Changed since it was issued? Then the next version is to be signed. */
static bool
still_so(struct db *db, struct arena *a, int64_t pool, const char *agreement,
         const struct issued *doc, struct err *e)
{
    struct rows r, m;
    if (!db_run(db, &q_contract_signed_lines, a, &r, e, v_int(pool), v_text(agreement)) ||
        !db_run(db, &q_contract_amendments, a, &m, e, v_int(pool), v_text(agreement)))
        return false;
    struct contract *c = arena_alloc(a, sizeof(*c));
    if (!contract_parse(c, a, arena_strdup(a, doc->text), strlen(doc->text)))
        return err_set(e, ERR_IO, M_CONTRACT_NONE, {agreement});
    bool same = r.n == c->lines && m.n == c->amendments;
    for (size_t i = 0; same && i < r.n; i++)
        same = strcmp(row_text(&r, i, 0), c->line[i].product) == 0 &&
               row_int(&r, i, 1) == c->line[i].price.units && row_int(&r, i, 2) == c->line[i].qty;
    return same || err_set(e, ERR_CONFLICT, M_CONTRACT_CHANGED, {agreement});
}

bool
sign_contract(struct db *db, struct arena *a, int64_t pool, const char *agreement,
              const char *party, const char *envelope, size_t n, const char *folder, date today,
              enum put *how, struct err *e)
{
    struct contract *c = arena_alloc(a, sizeof(*c));
    struct signature s;
    struct issued doc;
    struct rows r;
    size_t size;

    if (!signature_parse(&s, a, envelope, n, "", e) ||
        !contract_last(db, a, pool, agreement, &doc, e) ||
        !still_so(db, a, pool, agreement, &doc, e))
        return false;
    const char *role = contract_parse(c, a, arena_strdup(a, doc.text), strlen(doc.text))
                           ? role_of(c, party)
                           : NULL;
    if (role == NULL)
        return err_set(e, ERR_NOT_FOUND, M_SIGN_NO_PARTY, {party, agreement});
    const char *text = signature_text(a, &s, &size); /* as we write it */
    const struct val key[] = {v_int(pool), v_text(agreement), v_int(doc.version), v_text(role)};
    if (!db->ops->run(db, &q_contract_signature, key, 4, a, &r, e))
        return false;
    *how = PUT_SAME;
    if (r.n == 1)
        return strcmp(row_text(&r, 0, 0), text) == 0 ||
               err_set(e, ERR_CONFLICT, M_SIGNED_ALREADY, {party});
    *how = PUT_NEW;
    return good(db, a, &s, &doc, party, folder, today, e) &&
           db_do(db, &q_contract_sign, e, key[0], key[1], key[2], key[3], v_text(party),
                 v_text(s.signed_at), v_text(text));
}

bool
contract_signatures(struct db *db, struct arena *a, int64_t pool, const char *agreement,
                    int64_t version, struct contract_signatures *out, struct err *e)
{
    struct rows r;
    *out = (struct contract_signatures){.n = 0};
    if (!db_run(db, &q_contract_head, a, &r, e, v_int(pool), v_text(agreement)))
        return false;
    out->parties = r.n == 1 ? (size_t)row_int(&r, 0, 5) : 0;
    if (!db_run(db, &q_contract_signature_list, a, &r, e, v_int(pool), v_text(agreement),
                v_int(version)))
        return false;
    for (size_t i = 0; i < r.n && i < CONTRACT_PARTIES; i++)
        out->list[out->n++] = (struct contract_signature){row_text(&r, i, 0), row_text(&r, i, 1),
                                                          row_text(&r, i, 2), row_text(&r, i, 3)};
    return true;
}

const char *
contract_bundle(struct arena *a, const struct issued *i, const struct contract_signatures *s,
                size_t *size)
{
    struct paper p;
    paper_start(&p, a);
    json_t *root = json_object(), *list = json_array();
    json_object_set_new(root, "document", json_string(i->text));
    for (size_t k = 0; k < s->n; k++) {
        json_t *one = json_loads(s->list[k].envelope, JSON_REJECT_DUPLICATES, NULL);
        json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "role", s->list[k].role, "party",
                                              s->list[k].party, "envelope", one));
    }
    json_object_set_new(root, "signatures", list);
    json_dumpf(root, p.to, JSON_COMPACT);
    fputc('\n', p.to);
    json_decref(root);
    return paper_end(&p, size);
}
