/* split_section.h - the `split:` section of a round's rules.yaml into struct split_rules, which
 * says what each key means. */
#ifndef JICAI_SPLIT_SECTION_H
#define JICAI_SPLIT_SECTION_H
#include "engine/allocate.h"
#include "policy/yaml.h"

extern const struct yaml_shape split_shape; /* for the reference of keys */

/* `map` is the value of `split:`. False: d->errs says why. */
bool split_read(const struct yaml_doc *d, const struct yaml_node *map, struct split_rules *out);

enum msg split_words(enum allocate_verdict v); /* why the rules refuse */

/* Only this section of a rules file. */
bool split_load(struct arena *a, const char *path, struct split_rules *out, struct errs *errs);
#endif
