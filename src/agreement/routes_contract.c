/* routes_contract.c - the text of an agreement and its signatures over HTTP. */
#include <string.h>

#include "access/sight.h"
#include "agreement/query.h"
#include "agreement/routes.h"
#include "registry/institution.h"
#include "words/contract.h"
#include "words/route_agreement.h"

bool
agreement_of_path(struct call *c, const char **agreement)
{
    const char *const *a = c->arg;
    enum org_kind kind = ORG_OPERATOR;
    struct institution i;
    struct sight s;
    *agreement = arena_printf(c->arena, "%s/%s/%s/%s/%s", a[1], a[2], a[3], a[4], a[5]);
    (void)org_kind_parse(&kind, c->who.org_kind);
    sight_make(kind, c->who.org, c->who.region, &s);
    bool party = strcmp(c->who.org, a[3]) == 0 || strcmp(c->who.org, a[4]) == 0 ||
                 strcmp(c->who.org, a[5]) == 0;
    if (party)
        return true;
    bool of_a_party = *s.institution != '\0' || *s.company != '\0';
    if (of_a_party || !institution_on(c->db, c->arena, a[3], c->today, &i, &c->err) ||
        !sight_has_region(&s, i.region))
        return err_set(&c->err, ERR_NOT_FOUND, M_CONTRACT_NONE, {*agreement});
    return true;
}

struct signature_row {
    const char *role, *party, *signed_at, *envelope;
};
struct contract_out {
    const char *agreement, *text, *sha256;
    int64_t version, parties;
    date issued_on;
    bool complete;
    struct list signatures;
};
#define S struct contract_out
static const struct field signature_fields[] = {
    F_TEXT(struct signature_row, "role", role, 16, 0),
    F_TEXT(struct signature_row, "party", party, 64, 0),
    F_TEXT(struct signature_row, "signed_at", signed_at, 32, 0),
    F_TEXT(struct signature_row, "envelope", envelope, SIGNATURE_TEXT_MAX, FIELD_LINES),
};
static const struct shape signature_shape =
    SHAPE("AgreementSignature", struct signature_row, signature_fields);
static const struct field contract_fields[] = {
    F_TEXT(S, "agreement", agreement, 600, 0),
    F_INT(S, "version", version, 1, INT32_MAX, 0),
    F_DATE(S, "issued_on", issued_on, 0),
    F_TEXT(S, "sha256", sha256, 64, 0),
    F_TEXT(S, "text", text, CONTRACT_TEXT_MAX, FIELD_LINES),
    F_INT(S, "parties", parties, 2, 3, 0),
    F_BOOL(S, "complete", complete, 0),
    F_LIST(S, "signatures", signatures, &signature_shape, 0, CONTRACT_PARTIES, 0),
};
static const struct shape contract_shape = SHAPE("AgreementText", S, contract_fields);
#undef S

static bool
answer(struct call *c, const char *agreement, unsigned status)
{
    struct contract_out *out = arena_alloc(c->arena, sizeof(*out));
    struct contract_signatures s;
    struct issued doc;
    if (!contract_last(c->db, c->arena, c->pool, agreement, &doc, &c->err) ||
        !contract_signatures(c->db, c->arena, c->pool, agreement, doc.version, &s, &c->err))
        return false;
    struct signature_row *row = arena_array(c->arena, struct signature_row, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        row[i] = (struct signature_row){s.list[i].role, s.list[i].party, s.list[i].signed_at,
                                        s.list[i].envelope};
    *out = (struct contract_out){.agreement = agreement,
                                 .text = doc.text,
                                 .sha256 = doc.sha256,
                                 .version = doc.version,
                                 .parties = (int64_t)s.parties,
                                 .complete = s.n == s.parties,
                                 .signatures = {row, s.n}};
    (void)date_parse(&out->issued_on, doc.issued_on);
    return reply(c, status, out);
}

static bool
text_show(struct call *c)
{
    const char *agreement;
    return agreement_of_path(c, &agreement) && answer(c, agreement, 200);
}

static bool
text_issue(struct call *c)
{
    const char *agreement;
    struct issued doc;
    enum put how;
    return agreement_of_path(c, &agreement) &&
           issue_contract(c->db, c->arena, c->pool, agreement, c->today, &doc, &how, &c->err) &&
           answer(c, agreement, how == PUT_SAME ? 200 : 201);
}

struct sign_body {
    const char *envelope;
};
static const struct field sign_fields[] = {
    F_TEXT(struct sign_body, "envelope", envelope, SIGNATURE_TEXT_MAX, FIELD_LINES)};
static const struct shape sign_shape = SHAPE("SignatureIn", struct sign_body, sign_fields);

static bool
text_sign(struct call *c)
{
    const struct sign_body *in = c->in;
    const char *agreement;
    enum put how;
    return agreement_of_path(c, &agreement) &&
           sign_contract(c->db, c->arena, c->pool, agreement, c->who.org, in->envelope,
                         strlen(in->envelope), NULL, c->today, &how, &c->err) &&
           answer(c, agreement, how == PUT_NEW ? 201 : 200);
}

static bool
bundle_show(struct call *c)
{
    struct contract_signatures s;
    const char *agreement;
    struct issued doc;
    size_t n;
    if (!agreement_of_path(c, &agreement) ||
        !contract_last(c->db, c->arena, c->pool, agreement, &doc, &c->err) ||
        !contract_signatures(c->db, c->arena, c->pool, agreement, doc.version, &s, &c->err))
        return false;
    const char *text = contract_bundle(c->arena, &doc, &s, &n);
    return reply_raw(c, "text/plain; charset=utf-8", "agreement.json", text, n);
}

/* clang-format off */
static const struct raw bundle_raw = {.types = "text/plain"};
enum { PARTIES = AS_HOSPITAL | AS_REGISTRANT | AS_DISTRIBUTOR };
enum { READS_AGREEMENTS = PARTIES | AS_OFFICE | AS_REGULATOR | AS_AUDITOR };
static const struct route table[] = {
    {.id = "agreement.text",
     .page = "agreement", .method = "GET", .path = AGREEMENT_PATH "/text",
     .roles = READS_AGREEMENTS, .where = INLINE, .scope = SCOPE_POOL, .out = &contract_shape,
     .handle = text_show, .summary = M_R_AGREEMENT_TEXT},
    {.id = "agreement.issue",
     .page = "agreement", .method = "POST", .path = AGREEMENT_PATH "/text",
     .roles = PARTIES | AS_BUREAU | AS_PLATFORM, .where = WRITE, .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES, .out = &contract_shape, .handle = text_issue,
     .summary = M_R_AGREEMENT_ISSUE},
    {.id = "agreement.sign",
     .page = "agreement", .method = "POST", .path = AGREEMENT_PATH "/signatures",
     .roles = PARTIES, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &sign_shape, .out = &contract_shape, .handle = text_sign,
     .summary = M_R_AGREEMENT_SIGN},
    {.id = "agreement.bundle",
     .page = "agreement", .method = "GET", .path = AGREEMENT_PATH "/bundle",
     .roles = READS_AGREEMENTS, .where = READ, .scope = SCOPE_POOL, .raw_out = &bundle_raw,
     .handle = bundle_show, .summary = M_R_AGREEMENT_BUNDLE},
};
/* clang-format on */
const struct routes contract_routes = ROUTES(table);
