/* round_example.h - examples.yaml beside a round's rules.yaml: bids and what the rules make of
 * them, and volumes and how they are split. Anybody can add some without C; `jicai pack test` runs
 * them. */
#ifndef JICAI_ROUND_EXAMPLE_H
#define JICAI_ROUND_EXAMPLE_H
#include "policy/example.h"
#include "policy/round.h"

/* A folder without examples.yaml passes 0. False: the file is broken, errs says why. */
bool round_example_run(const struct round *r, struct arena *a, struct example_result *out,
                       struct errs *errs);

extern const struct yaml_shape round_examples_shape; /* for the reference of keys */
#endif
