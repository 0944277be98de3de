#include "access/sight.h"

#include <stdio.h>
#include <string.h>

/* ':' is the sign after '9', so that PREFIX <= code < PREFIX: holds for all that begin so. */
static void
of_region(const char *region, struct sight *out)
{
    static const int digits[] = {0, 2, 4};
    enum region_reach reach = region_reach(region);
    int n = reach == REACH_COUNTY ? (int)strlen(region) : digits[reach];
    snprintf(out->lo, sizeof(out->lo), "%.*s", n, region);
    if (n == 0)
        snprintf(out->hi, sizeof(out->hi), "~");
    else
        snprintf(out->hi, sizeof(out->hi), "%.*s:", n, region);
}

void
sight_make(enum org_kind kind, const char *org, const char *region, struct sight *out)
{
    memset(out, 0, sizeof(*out));
    of_region(kind == ORG_INSTITUTION || kind == ORG_COMPANY ? "" : region, out);
    if (kind == ORG_INSTITUTION)
        snprintf(out->institution, sizeof(out->institution), "%s", org);
    if (kind == ORG_COMPANY)
        snprintf(out->company, sizeof(out->company), "%s", org);
    if (kind == ORG_OPERATOR || kind == ORG_EXPERTS) { /* '-': a code that nobody has */
        snprintf(out->institution, sizeof(out->institution), "-");
        snprintf(out->company, sizeof(out->company), "-");
        out->lo[0] = out->hi[0] = '\0';
    }
}

bool
sight_has_region(const struct sight *s, const char *region)
{
    return strcmp(region, s->lo) >= 0 && strcmp(region, s->hi) < 0;
}

bool
sight_has_institution(const struct sight *s, const char *institution, const char *region)
{
    return sight_has_region(s, region) &&
           (*s->institution == '\0' || strcmp(s->institution, institution) == 0);
}

bool
sight_has_company(const struct sight *s, const char *company)
{
    return *s->company == '\0' || strcmp(s->company, company) == 0;
}

static bool
is_municipality(int64_t pool)
{
    return pool == 110000 || pool == 120000 || pool == 310000 || pool == 500000;
}

bool
region_acts_in_pool(const char *region, int64_t paid_by, int64_t pool)
{
    char code[24];
    snprintf(code, sizeof(code), "%06lld", (long long)pool);
    if (paid_by != 0)
        return pool == paid_by;
    if (region_within(code, region))
        return true;
    return (pool % 10000 != 0 || is_municipality(pool)) && region_within(region, code);
}

bool
region_sees_pool(const char *region, int64_t paid_by, int64_t pool)
{
    char code[24];
    snprintf(code, sizeof(code), "%06lld", (long long)pool);
    return region_acts_in_pool(region, paid_by, pool) || region_within(region, code);
}
