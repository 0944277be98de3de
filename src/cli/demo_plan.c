#include "cli/demo_plan.h"

#include <string.h>

static const struct demo_plan plans[] = {
    {"CS-HCDL-2023-1", "chongqing", "2024-09", "2027-10", "2024-09-10", "2025-03", "2025", "2026",
     .prepaid = true, .comment = "2026"},
    {"LL-YP-2022", "lvliang-drugs", "2022-03", "2024-06", "2022-03-15", "2022-09", "2022", "2023",
     .retention = true, .prepaid = true},
    {"LL-HC-2022", "lvliang-consumables", "2022-10", "2024-06", "2022-10-20", "2023-03", "2023",
     "2024", .retention = true, .prepaid = true},
    {"CX-HC-2022", "chuxiong", "2022-06", "2024-06", "2022-06-01", "2022-12", "2022", "2023",
     .retention = true, .prepaid = true},
    {"GS-HC-2022", "gansu", "2022-01", "2024-01", "2022-01-01", "2022-07", "2022", "2023",
     .retention = true, .prepaid = true},
    {"GZ-JT-2020", "guangzhou", "2021-01", "2022-01", "2021-01-01", "2021-07", "2021", "2022",
     .stands = PHASE_DRAFT},
    {"CQ-WHQ-2027-1", "chongqing", "2027-08", "", "2027-08-01", "2027-09", .prepaid = true,
     .stands = PHASE_RUNNING},
    {"CQ-ZX-2027-2", "chongqing", .stands = PHASE_NOTICE},
    {"CQ-DG-2027-3", "chongqing", .stands = PHASE_BIDDING},
    {"CQ-SY-2027-4", "chongqing", .stands = PHASE_REPORTING},
};

const struct demo_plan *
demo_plan_of(const char *text)
{
    for (size_t i = 0; i < sizeof(plans) / sizeof(*plans); i++)
        if (strncmp(text, plans[i].project, strlen(plans[i].project)) == 0)
            return &plans[i];
    return NULL;
}
