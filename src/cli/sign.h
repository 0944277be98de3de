/* sign.h - signing with a key file, for `jicai sign` and `jicai agree sign`. */
#ifndef JICAI_CLI_SIGN_H
#define JICAI_CLI_SIGN_H
#include "cli/cli.h"
#include "seal/signature.h"

enum { CERTIFICATE_FILE_MAX = 16 * 1024, DOCUMENT_MAX = 64 * 1024 * 1024 };

struct sign_with {
    const char *key, *certificate, *at; /* files; certificate, at: NULL */
};
bool sign_document(struct cli *c, const struct sign_with *w, const char *document, size_t n,
                   struct signature *out);
#endif
