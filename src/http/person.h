/* person.h - who asks, as a handler sees it. Filled by access/ through the hook of http/route.h;
 * http itself knows roles as bits only. Texts live as long as the call. */
#ifndef JICAI_PERSON_H
#define JICAI_PERSON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whoever asks, without a session too: what is public. Never a role of a person. */
#define ROLES_PUBLIC (UINT64_C(1) << 63)
/* Everybody with a session, whatever the role. */
#define ROLES_ANY (ROLES_PUBLIC - 1)

enum session_kind {
    SESSION_NONE,   /* nobody we know: only ROLES_PUBLIC */
    SESSION_HALF,   /* the password was right, the second factor is still to come: only
                       ROUTE_HALF routes */
    SESSION_COOKIE, /* a browser's, or a command's: password and, where asked for, TOTP */
    SESSION_KEY     /* a hospital system's API key */
};

struct person {
    const char *user;     /* login; "" for nobody; of a key, its name */
    const char *org;      /* organisation: institution or company code, bureau code, ... */
    const char *org_kind; /* "institution", "company", "bureau", ...: the names are access/'s */
    const char *region;   /* scope: division code; "" no region */
    const int64_t *pools; /* pooling regions it may act in */
    size_t pools_n;
    bool platform;  /* also the platform itself, pool 0 */
    bool pools_all; /* every pool: platform administrator, auditor */
    uint64_t roles; /* bits of access/ */
    enum session_kind session;
    const char *session_id; /* of access/, to end it; "" for none */
};

static inline bool
person_in_pool(const struct person *p, int64_t pool)
{
    for (size_t i = 0; i < p->pools_n; i++)
        if (p->pools[i] == pool)
            return true;
    return p->pools_all;
}
#endif
