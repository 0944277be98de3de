/* send.h - one signed HTTP POST to somebody else's server (libcurl): no redirects, no proxy, TLS
 * checked, short deadlines, the answer's body thrown away, and no address that is not public.
 *
 * Signature, in the header Jicai-Signature: "t=SECONDS,v1=HEX", where HEX is HMAC-SHA256 with the
 * receiver's secret over SECONDS, a dot, and the body. Who checks it also refuses what is older
 * than some minutes. */
#ifndef JICAI_SEND_H
#define JICAI_SEND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SEND_WHY_MAX = 200, SIGNATURE_MAX = 128 };

struct send {
    const char *url, *secret, *body;
    const char *delivery; /* Jicai-Delivery: the same for the same rows, so that repeats are seen */
    int64_t at;           /* microseconds since 1970 */
    bool private_too;     /* for tests: also loopback, also http:// */
};
/* Did the other side take it (2xx)? `why`: what it said otherwise, "HTTP 503" or curl's words. */
bool send_signed(const struct send *s, char why[static SEND_WHY_MAX]);
char *send_signature(const struct send *s, char out[static SIGNATURE_MAX]);
#endif
