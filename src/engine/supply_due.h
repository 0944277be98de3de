/* supply_due.h - by when a supplier is to answer an order, and to deliver it. The texts ask for
 * answers "in time" (及时响应) and for delivery as far as remote areas (SX 七, CX 五(二), GZ
 * 四(二)3); the days are the pack's. REQUIREMENTS G2. */
#ifndef JICAI_SUPPLY_DUE_H
#define JICAI_SUPPLY_DUE_H
#include "engine/explain.h"

struct supply_rules {
    int respond_within; /* working days; 0: no such rule */
    int deliver_within; /* days; 0: no such rule */
    int remote_extra;   /* more days where the institution lies in a remote area */
};

struct supply_due {
    date respond_by, deliver_by; /* last day in time; day 0: no such rule */
    bool estimate;               /* outside the published calendar: Monday to Friday assumed */
};

void supply_due(const struct supply_rules *r, date ordered_on, bool remote, struct explain *x,
                struct supply_due *out);

/* Days late on `on` (the day it came, or today): 0 while in time or without a rule. */
int supply_days_late(date due, date on);
#endif
