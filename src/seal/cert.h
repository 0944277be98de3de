/* cert.h - X.509 certificates of those who sign: Ed25519, or SM2 with SM3. A certificate is
 * accepted when a chain leads to a root in the trust store (a folder of PEM files; what may sign
 * here is what the office puts there), and when it was valid at the moment of signing.
 *
 * This is the adapter for licensed certification authorities (电子签名法 第十六条): their
 * certificates come in as PEM, their roots into the folder, and whatever holds the private key (a
 * USB token, a signing service) hands in the bytes of a signature over signature_bytes(). Nothing
 * else of a vendor is needed. */
#ifndef JICAI_SEAL_CERT_H
#define JICAI_SEAL_CERT_H
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

struct cert {
    struct key key; /* public part */
    char subject[SUBJECT_MAX];
    int64_t from, until; /* seconds UTC since 1970 */
};

/* `trust`: the folder; NULL or "": nothing is trusted. `at`: seconds UTC. *out is filled as far as
 * the certificate could be read. */
enum cert_verdict cert_check(struct cert *out, const char *pem, const char *trust, int64_t at);
/* Does the subject name this party: its code as organizationIdentifier, serialNumber, or unit? */
bool cert_names(const char *pem, const char *party);
#endif
