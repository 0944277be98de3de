/* What comes from outside and is opened, checked or repeated: keys, lists of officers, sealed bids,
 * shares, signatures, certificates, agreements, bundles. Any bytes get an answer; what is accepted
 * as canonical is written again the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agreement/contract.h"
#include "seal/shares.h"
#include "seal/signature.h"
#include "tender/award_bundle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 256 * 1024 * 1024 };

#define CHECK(x)                                                                                   \
    do {                                                                                           \
        if (!(x))                                                                                  \
            abort();                                                                               \
    } while (0)

struct input {
    struct arena *a;
    const char *text;
    size_t n;
};

static char *
copy(const struct input *in)
{
    char *out = arena_alloc(in->a, in->n + 1);
    memcpy(out, in->text, in->n);
    return out;
}

static void
keys(const struct input *in)
{
    struct officers *o = arena_alloc(in->a, sizeof(*o));
    struct key k;
    struct err e;
    if (key_public_read(&k, copy(in), in->n, "x", &e))
        CHECK(strlen(key_public_text(in->a, &k)) == in->n);
    if (officers_parse(o, copy(in), in->n, "x", &e))
        CHECK(strcmp(officers_text(in->a, o), in->text) == 0);
}

static void
sealed(const struct input *in)
{
    struct envelope *v = arena_alloc(in->a, sizeof(*v));
    static const uint8_t key[CONTENT_KEY_SIZE];
    struct opened out;
    struct shares s;
    struct err e;
    size_t at = 0;
    while (envelope_next(v, in->a, in->text, in->n, &at, "x", &e)) {
        CHECK(v->k >= 1 && v->k <= v->n && v->n <= SHARE_COUNT_MAX && at <= in->n);
        envelope_open_with(v, in->a, key, &out);
        CHECK(out.verdict == OPEN_KEY || out.verdict == OPEN_SIGNATURE);
    }
    if (shares_parse(&s, in->a, copy(in), in->n, "x", &e))
        CHECK(s.n <= in->n);
}

static void
documents(const struct input *in)
{
    struct contract *c = arena_alloc(in->a, sizeof(*c));
    struct bid_text bid;
    struct bundle_check check;
    struct err e;
    size_t n;
    if (contract_parse(c, in->a, copy(in), in->n))
        CHECK(strcmp(contract_text(in->a, c, &n), in->text) == 0);
    if (bid_text_parse(&bid, in->a, copy(in), in->n))
        CHECK(strcmp(bid_text_write(in->a, &bid, &n), in->text) == 0);
    if (award_bundle_check(&check, in->a, in->text, in->n, "x", &e))
        CHECK(check.groups >= 0 && check.line >= 1);
}

static void
signatures(const struct input *in)
{
    enum cert_verdict why;
    struct signature s;
    struct cert cert;
    struct err e;
    if (signature_parse(&s, in->a, in->text, in->n, "x", &e))
        CHECK(signature_check(&s, in->a, "x", 1, NULL, &why, &cert) < SIGNATURE_VERDICTS);
    CHECK(cert_check(&cert, in->text, NULL, 0) != CERT_OK); /* nothing is trusted here */
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {.a = arena_new(ROOM), .n = size};
    char *text = arena_alloc(in.a, size + 1);
    memcpy(text, data, size);
    in.text = text;
    keys(&in);
    sealed(&in);
    documents(&in);
    signatures(&in);
    arena_free(in.a);
    return 0;
}
