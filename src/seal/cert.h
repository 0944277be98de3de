/* cert.h - X.509 certificates of those who sign: Ed25519, or SM2 with SM3. A certificate is
 * accepted when a chain leads to a root in the trust store (what may sign here is what the office
 * puts there), and when it was valid at the moment of signing. Behind the certificate its PEM may
 * hold those of the authorities between it and the root.
 *
 * This is the adapter for licensed certification authorities (电子签名法 第十六条): their
 * certificates come in as PEM, their roots into the trust store, and whatever holds the private key
 * (a USB token, a signing service) hands in the bytes of a signature over signature_bytes().
 * Nothing else of a vendor is needed. */
#ifndef JICAI_SEAL_CERT_H
#define JICAI_SEAL_CERT_H
#include "base/core/sha256.h"
#include "seal/key.h"

enum cert_verdict { /* in order of precedence */
                    CERT_OK,
                    CERT_UNREADABLE, /* no certificate in PEM */
                    CERT_OTHER_KEY,  /* neither Ed25519 nor SM2 */
                    CERT_NOT_YET,    /* before its first moment */
                    CERT_EXPIRED,
                    CERT_UNTRUSTED, /* no chain to a root of the trust store */
                    CERT_VERDICTS
};
const char *cert_verdict_name(enum cert_verdict v);

enum { CERT_PEM_MAX = 16 * 1024, SUBJECT_MAX = 256 };

struct trust {          /* the roots of both */
    const char *folder; /* of *.pem and *.crt files; NULL or "": none */
    const char *pem;    /* certificates, one behind the other; NULL: none */
};

struct cert {
    struct key key; /* public part */
    char subject[SUBJECT_MAX];
    int64_t from, until; /* seconds UTC since 1970 */
};

/* `trust` NULL: nothing is trusted. `at`: seconds UTC. *out is filled as far as the certificate
 * could be read. */
enum cert_verdict cert_check(struct cert *out, const char *pem, const struct trust *trust,
                             int64_t at);
/* Does the subject name this party: its code as organizationIdentifier, serialNumber, or unit? */
bool cert_names(const char *pem, const char *party);

struct cert_root {
    char sha256[SHA256_HEX_MAX]; /* of the certificate (DER): what people compare by telephone */
    char subject[SUBJECT_MAX];
    int64_t from, until; /* seconds UTC */
    const char *pem;     /* this certificate alone, as we write it */
};
/* A root: the certificate of an authority, signed by itself. False: the text is none. */
bool cert_root_read(struct cert_root *out, struct arena *a, const char *pem);
#endif
