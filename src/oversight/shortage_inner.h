/* shortage_inner.h - what the two halves of the shortage case share. */
#ifndef JICAI_SHORTAGE_INNER_H
#define JICAI_SHORTAGE_INNER_H
#include "oversight/shortage.h"

bool shortage_keep(const struct shortage_work *w, const struct shortage *s, struct err *e);
bool shortage_next(const struct shortage_work *w, enum shortage_state to, struct shortage *s,
                   struct err *e);
#endif
