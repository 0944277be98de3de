/* call.h - a substitute supplier is called up for a case of shortage (REQUIREMENTS G3; CX 五(二),
 * GS (十一)2): another winner of the same group, or a standby of its award, that may be ordered
 * now. It agrees or declines; once one has agreed, only what it supplies stands in for what was
 * missing, and what that costs more is charged to who failed (shortage.h), but for force majeure.
 */
#ifndef JICAI_CALL_H
#define JICAI_CALL_H
#include "oversight/shortage.h"

enum call_state { CALL_CALLED, CALL_AGREED, CALL_DECLINED, CALL_STATES };
extern const char *const call_state_names[CALL_STATES];

struct candidate {
    const char *product, *company, *kind; /* winner, standby */
    bool listed;                          /* it can be ordered */
    money price;                          /* as listed, else as bid */
    qty capacity, stock;                  /* as it last reported for this pool; 0: not known */
};
bool call_candidates(const struct shortage_work *w, struct candidate **out, size_t *n,
                     struct err *e);

bool call_up(const struct shortage_work *w, const char *product, const char *who, enum put *how,
             struct err *e);
/* `company`: whose answer it is; ERR_NOT_FOUND when it was not called. */
bool answer_call(const struct shortage_work *w, const char *product, const char *company,
                 bool agrees, const char *note, struct err *e);
/* May this product stand in? Where nobody has agreed: any. */
bool call_allows(const struct shortage_work *w, const char *product, struct err *e);
#endif
