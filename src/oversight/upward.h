/* upward.h - the offices above (逐级上报; CX 五(一), GS (十五)).
 *
 * What cannot be solved in a district is reported upward level by level. A pooling region's own
 * office comes after the county's; above it is its province's. Where the pool is a whole
 * municipality, or a county that its province runs itself, there is no city between. */
#ifndef JICAI_UPWARD_H
#define JICAI_UPWARD_H
#include <stdbool.h>
#include <stdint.h>

/* Working days that an office has before a matter goes to the next one *(choice)*. */
enum { OFFICE_DAYS = 3, OFFICE_REGION_MAX = 48 };

enum office_level { OFFICE_COUNTY, OFFICE_CITY, OFFICE_PROVINCE, OFFICE_LEVELS };
extern const char *const office_level_names[OFFICE_LEVELS];

struct office {
    enum office_level level;
    char region[OFFICE_REGION_MAX]; /* division */
};

/* Of a region: whoever looks after it first. */
void office_of(const char *region, struct office *out);
/* False: it is the province's, and nobody is above it. */
bool office_above(const struct office *from, int64_t pool, struct office *out);
#endif
