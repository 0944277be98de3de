#include "access/who.h"

#include <string.h>

#include "access/key.h"
#include "access/session.h"
#include "access/terms.h"
#include "words/access.h"

enum { POOLS_MAX = 4 };

/* Those without a list: whoever stands for a province or the country. */
static void
pools_set(struct call *c, const struct user *u)
{
    const char *region = u->org.region;
    int64_t *pools = arena_array(c->arena, int64_t, POOLS_MAX);
    bool reads = strcmp(c->route->method, "GET") == 0;
    c->who.pools = pools;
    c->who.pools_all = u->org.kind == ORG_COMPANY || u->org.kind == ORG_OPERATOR ||
                       (*region == '\0' && u->org.kind != ORG_INSTITUTION);
    c->who.platform =
        u->org.kind == ORG_OPERATOR || (u->org.kind == ORG_AUDITOR && *region == '\0');
    if (c->pool != 0) {
        if (reads ? region_sees_pool(region, u->org.paid_by, c->pool)
                  : region_acts_in_pool(region, u->org.paid_by, c->pool))
            pools[c->who.pools_n++] = c->pool;
        return;
    }
    if (u->org.paid_by != 0) {
        pools[c->who.pools_n++] = u->org.paid_by;
        return;
    }
    enum region_reach reach = region_reach(region);
    if (reach != REACH_CITY && reach != REACH_COUNTY)
        return;
    int64_t code = 0;
    for (int i = 0; i < 6 && region[i] >= '0' && region[i] <= '9'; i++)
        code = code * 10 + (region[i] - '0');
    const int64_t steps[] = {1, 100, 10000}; /* itself, its city, its municipality */
    for (size_t i = 0; i < 3; i++) {
        int64_t pool = code / steps[i] * steps[i];
        if (region_acts_in_pool(region, 0, pool) &&
            (c->who.pools_n == 0 || pools[c->who.pools_n - 1] != pool))
            pools[c->who.pools_n++] = pool;
    }
}

static bool
person_set(struct call *c, const struct user *u, int64_t roles)
{
    bool open;
    if (!terms_open(c->db, c->arena, &u->org, c->today, &open, &c->err))
        return false;
    c->who.org = u->org.code;
    c->who.org_kind = org_kind_names[u->org.kind];
    c->who.region = u->org.region;
    c->who.roles = (uint64_t)(open ? roles & AS_MANAGER : roles);
    pools_set(c, u);
    return true;
}

static bool
by_key(struct call *c, const char *text)
{
    struct key k;
    struct user owner;
    if (!key_find(c->db, c->arena, text, c->today, &k, &owner, &c->err))
        return false;
    c->who.user = arena_printf(c->arena, "key:%s/%s", k.org, k.name);
    c->who.session = SESSION_KEY;
    return person_set(c, &owner, k.roles);
}

static bool
changes(const char *method)
{
    return strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0;
}

static bool
by_cookie(struct call *c, const char *token)
{
    struct session s;
    struct user u;
    char csrf[SHA256_HEX_MAX];
    const char *said = call_header(c, "X-CSRF-Token");
    if (!session_find(c->db, c->arena, token, c->at, &s, &c->err) ||
        !user_on(c->db, c->arena, s.login, c->today, &u, &c->err))
        return false;
    if (!u.active || (s.demo && !c->simulated))
        return err_set(&c->err, ERR_LOGIN, M_SESSION_OVER);
    if (changes(c->route->method) && (said == NULL || !text_same(said, session_csrf(token, csrf))))
        return err_set(&c->err, ERR_DENIED, M_CSRF_MISSING);
    c->who.user = u.login;
    c->who.session = s.stage == STAGE_FULL ? SESSION_COOKIE : SESSION_HALF;
    c->who.session_id = token;
    return person_set(c, &u, s.stage == STAGE_FULL ? u.roles : 0);
}

bool
access_who(struct call *c)
{
    static const char bearer[] = "Bearer ";
    const char *auth = call_header(c, "Authorization");
    const char *token = cookie_token(c->arena, call_header(c, "Cookie"));
    bool ok = true;
    if (auth != NULL)
        ok = strncmp(auth, bearer, sizeof(bearer) - 1) == 0
                 ? by_key(c, auth + sizeof(bearer) - 1)
                 : err_set(&c->err, ERR_LOGIN, M_KEY_WRONG);
    else if (token != NULL)
        ok = by_cookie(c, token);
    if (ok || c->err.code == ERR_IO || (c->route->roles & ROLES_PUBLIC) == 0)
        return ok;
    c->err = (struct err){.code = ERR_NONE};
    c->who = (struct person){.user = "", .org = "", .org_kind = "", .region = "", .session_id = ""};
    return true;
}

void
sight_of(const struct person *p, struct sight *out)
{
    enum org_kind kind;
    if (org_kind_parse(&kind, p->org_kind))
        sight_make(kind, p->org, p->region, out);
    else /* nobody */
        sight_make(ORG_OPERATOR, "", "", out);
}

bool
person_is_of(const struct person *p, const char *org)
{
    return *p->org != '\0' && strcmp(p->org, org) == 0;
}

const char *
who_login(const struct call *c)
{
    return c->who.user;
}
