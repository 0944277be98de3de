/* explain_out.h - the steps of a computation on paper: numbered sentences, or JSON. */
#ifndef JICAI_EXPLAIN_OUT_H
#define JICAI_EXPLAIN_OUT_H
#include "base/host/json.h"
#include "cli/cli.h"
#include "engine/explain.h"

struct explain *explain_new(struct arena *a, size_t max);
void explain_print(struct cli *c, const struct explain *x);
/* "steps": [{"step": id, "rule": key or "", "text": ...}] */
void explain_json(struct cli *c, struct json *j, const struct explain *x);
#endif
