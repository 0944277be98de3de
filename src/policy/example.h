/* example.h - worked figures beside a pack (examples.yaml): inputs, and what the engine must make
 * of them under that pack. Officials can add some without C.
 *
 * The kinds are a closed table, each with one small evaluator that calls the engine through the
 * pack; their keys are tables too, printed by `jicai pack keys`. */
#ifndef JICAI_EXAMPLE_H
#define JICAI_EXAMPLE_H
#include "policy/policy.h"
#include "policy/yaml.h"

struct example_kind {
    const char *name;
    enum msg say;
    const struct yaml_shape *given, *expect;
    /* Fills *got, a struct of `expect`. False: the pack has no rule for it. */
    bool (*run)(const struct policy *p, struct arena *a, const void *given, void *got);
};

extern const struct example_kind *const example_kinds[]; /* NULL at the end */
extern const struct yaml_shape examples_shape;

/* An example that came out otherwise. */
struct example_miss {
    const char *why, *kind, *key, *want, *got;
    int64_t line;
};

struct example_result {
    size_t passed, failed;
    struct example_miss *miss; /* the first of them */
    size_t n, max;
};

/* Run the examples of a pack; none is fine. False: the file is broken, errs says why. */
bool example_run(const struct policy *p, struct arena *a, struct example_result *out,
                 struct errs *errs);
#endif
