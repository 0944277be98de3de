/* contract_pdf.h - a contract as a Chinese document of A4 pages, for reading (REQUIREMENTS F1). A
 * link unit of its own, because it brings forty libraries: pango and cairo.
 *
 * The same contract and signatures give the same bytes, on the same fonts and libraries: no clock,
 * no locale. Wording is words/contract.tsv, Chinese. */
#ifndef JICAI_CONTRACT_PDF_H
#define JICAI_CONTRACT_PDF_H
#include "agreement/contract.h"

/* What stands in a signature field. */
struct pdf_signature {
    const char *role;         /* as in the contract */
    const char *signed_at;    /* "2026-11-22T13:00:00+08:00" */
    const char *alg, *digest; /* digest: SHA-256 of the signature, its beginning */
};

bool pdf_signatures(struct pdf_signature out[static CONTRACT_PARTIES], struct arena *a,
                    const struct contract_signatures *in, struct err *e);

/* To a file; *pages: how many it has. ERR_IO: the library or the disk. */
bool contract_pdf(const char *path, struct arena *a, const struct contract *c,
                  const char *text_sha256, const struct pdf_signature *signatures, size_t n,
                  int64_t *pages, struct err *e);
/* Was this program built with it? */
bool contract_pdf_is_there(void);
#endif
