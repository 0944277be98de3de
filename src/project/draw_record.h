/* draw_record.h - the record of a draw as it is published, JSON: everything that `jicai draw
 * verify` needs. Names, salts and the secret appear once it is drawn. */
#ifndef JICAI_DRAW_RECORD_H
#define JICAI_DRAW_RECORD_H
#include <stdio.h>

#include "base/host/json.h"
#include "policy/policy.h"
#include "project/expert_draw.h"

void draw_record_json(FILE *to, const struct expert_draw *d, const struct policy *p,
                      enum lang lang);
/* How many were removed before the draw, for that reason. */
size_t draw_removed(const struct expert_draw *d, enum draw_conflict conflict);
#endif
