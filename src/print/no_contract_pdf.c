/* no_contract_pdf.c - a program built without pango and cairo. */
#include "print/contract_pdf.h"
#include "words/contract.h"

bool
contract_pdf_is_there(void)
{
    return false;
}

bool
contract_pdf(const char *path, struct arena *a, const struct contract *c, const char *text_sha256,
             const struct pdf_signature *signatures, size_t n, int64_t *pages, struct err *e)
{
    (void)path, (void)a, (void)c, (void)text_sha256, (void)signatures, (void)n, (void)pages;
    return err_set(e, ERR_INPUT, M_PDF_NONE, {""});
}
