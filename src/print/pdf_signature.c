/* pdf_signature.c - what a signature field of a printed agreement shows. */
#include <string.h>

#include "print/contract_pdf.h"

bool
pdf_signatures(struct pdf_signature out[static CONTRACT_PARTIES], struct arena *a,
               const struct contract_signatures *in, struct err *e)
{
    for (size_t i = 0; i < in->n; i++) {
        const struct contract_signature *from = &in->list[i];
        uint8_t digest[SHA256_SIZE];
        char hex[SHA256_HEX_MAX];
        struct signature s;
        if (!signature_parse(&s, a, from->envelope, strlen(from->envelope), "", e))
            return false;
        sha256_of(s.bytes, s.size, digest);
        out[i] =
            (struct pdf_signature){.role = from->role,
                                   .signed_at = from->signed_at,
                                   .alg = s.alg == KEY_SM2 ? "SM2 / SM3" : "Ed25519",
                                   .digest = arena_printf(a, "%.24s", sha256_text(digest, hex))};
    }
    return true;
}
