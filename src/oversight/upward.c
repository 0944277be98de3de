#include "oversight/upward.h"

#include <stdio.h>
#include <string.h>

#include "access/role.h"

const char *const office_level_names[OFFICE_LEVELS] = {"county", "city", "province"};

void
office_of(const char *region, struct office *out)
{
    enum region_reach r = region_reach(region);
    out->level = r == REACH_COUNTY ? OFFICE_COUNTY
                 : r == REACH_CITY ? OFFICE_CITY
                                   : OFFICE_PROVINCE;
    snprintf(out->region, sizeof(out->region), "%s", region);
}

bool
office_above(const struct office *from, int64_t pool, struct office *out)
{
    char code[24], province[24];
    snprintf(code, sizeof(code), "%06lld", (long long)pool);
    snprintf(province, sizeof(province), "%.2s0000", code);
    if (from->level == OFFICE_PROVINCE)
        return false;
    if (from->level == OFFICE_COUNTY && region_reach(code) != REACH_COUNTY)
        office_of(code, out);
    else
        office_of(province, out);
    return true;
}
