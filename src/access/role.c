#include "access/role.h"

#include <stdio.h>
#include <string.h>

const char *const role_names[ROLE_BITS + 1] = {
    "admin",   "manager",   "province", "city",       "county",     "alliance",    "platform",
    "monitor", "fund",      "hospital", "department", "registrant", "distributor", "service",
    "expert",  "health",    "market",   "drug",       "industry",   "finance",     "development",
    "tax",     "resources", "auditor",  NULL};

const char *const org_kind_names[ORG_KINDS] = {
    "operator",    "bureau",  "alliance",    "platform", "monitor",   "fund",
    "institution", "company", "experts",     "health",   "market",    "drug",
    "industry",    "finance", "development", "tax",      "resources", "auditor"};

bool
roles_parse(int64_t *out, const char *text, const char **bad)
{
    *out = 0;
    for (size_t len; *text != '\0'; text += len + (text[len] == ';')) {
        size_t i = 0;
        len = strcspn(text, ";");
        while (i < ROLE_BITS &&
               (strlen(role_names[i]) != len || memcmp(role_names[i], text, len) != 0))
            i++;
        *bad = text;
        if (i == ROLE_BITS)
            return false;
        *out |= INT64_C(1) << i;
    }
    return true;
}

char *
roles_text(int64_t roles, char out[static ROLES_TEXT_MAX])
{
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; i < ROLE_BITS; i++)
        if ((roles >> i & 1) != 0 && n < ROLES_TEXT_MAX)
            n += (size_t)snprintf(out + n, ROLES_TEXT_MAX - n, "%s%s", n > 0 ? ";" : "",
                                  role_names[i]);
    return out;
}

bool
org_kind_parse(enum org_kind *out, const char *name)
{
    for (int i = 0; i < ORG_KINDS; i++)
        if (strcmp(org_kind_names[i], name) == 0) {
            *out = (enum org_kind)i;
            return true;
        }
    return false;
}

enum region_reach
region_reach(const char *region)
{
    if (*region == '\0')
        return REACH_COUNTRY;
    if (strlen(region) != 6 || strspn(region, "0123456789") != 6 || strcmp(region + 4, "00") != 0)
        return REACH_COUNTY;
    return strcmp(region + 2, "0000") == 0 ? REACH_PROVINCE : REACH_CITY;
}

bool
region_within(const char *inner, const char *outer)
{
    static const size_t same[] = {0, 2, 4};
    enum region_reach reach = region_reach(outer);
    size_t n = reach == REACH_COUNTY ? strlen(outer) : same[reach];
    return strncmp(inner, outer, n) == 0;
}

int64_t
org_kind_roles(enum org_kind kind, const char *region)
{
    static const int own[ORG_KINDS] = {AS_ADMIN,
                                       0,
                                       AS_ALLIANCE,
                                       AS_PLATFORM,
                                       AS_MONITOR,
                                       AS_FUND,
                                       AS_HOSPITAL | AS_DEPARTMENT,
                                       AS_COMPANY,
                                       AS_EXPERT,
                                       AS_HEALTH,
                                       AS_MARKET,
                                       AS_DRUG,
                                       AS_INDUSTRY,
                                       AS_FINANCE,
                                       AS_DEVELOPMENT,
                                       AS_TAX,
                                       AS_RESOURCES,
                                       AS_AUDITOR};
    static const int bureau[] = {AS_PROVINCE, AS_PROVINCE, AS_CITY, AS_COUNTY};
    return AS_MANAGER | (kind == ORG_BUREAU ? bureau[region_reach(region)] : own[kind]);
}

bool
org_kind_needs_totp(enum org_kind kind)
{
    return kind != ORG_INSTITUTION && kind != ORG_COMPANY && kind != ORG_EXPERTS;
}
