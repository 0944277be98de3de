#include "print/routes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agreement/routes.h"
#include "print/contract_pdf.h"
#include "words/base.h"
#include "words/route_agreement.h"
#include "words/seal.h"

static bool
agreement_pdf(struct call *c)
{
    struct contract *k = arena_alloc(c->arena, sizeof(*k));
    struct pdf_signature s[CONTRACT_PARTIES];
    struct contract_signatures signatures;
    const char *agreement;
    struct issued doc;
    int64_t pages;
    const char *path;
    if (!agreement_of_path(c, &agreement) ||
        !contract_last(c->db, c->arena, c->pool, agreement, &doc, &c->err) ||
        !contract_signatures(c->db, c->arena, c->pool, agreement, doc.version, &signatures,
                             &c->err) ||
        !pdf_signatures(s, c->arena, &signatures, &c->err))
        return false;
    if (!contract_parse(k, c->arena, arena_strdup(c->arena, doc.text), strlen(doc.text)))
        return err_set(&c->err, ERR_IO, M_SEAL_FORM, {"agreement"});
    if (!call_scratch(c, "", &path))
        return false;
    if (contract_pdf(path, c->arena, k, doc.sha256, s, signatures.n, &pages, &c->err))
        return reply_file(c, "application/pdf", "agreement.pdf", path);
    unlink(path);
    return false;
}

/* clang-format off */
static const struct raw pdf_raw = {.types = "application/pdf"};
static const struct route table[] = {
    {.id = "agreement.pdf",
     .page = "agreement", .method = "GET", .path = AGREEMENT_PATH "/pdf",
     .roles = AS_HOSPITAL | AS_REGISTRANT | AS_DISTRIBUTOR | AS_OFFICE | AS_REGULATOR | AS_AUDITOR,
     .where = SLOW, .scope = SCOPE_POOL, .raw_out = &pdf_raw, .handle = agreement_pdf,
     .summary = M_R_AGREEMENT_PDF},
};
/* clang-format on */
const struct routes print_routes = ROUTES(table);
