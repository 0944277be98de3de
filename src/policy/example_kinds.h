/* example_kinds.h - what the files of example kinds share. A kind is two structs (given, expect), a
 * table of keys for each, and one function. */
#ifndef JICAI_EXAMPLE_KINDS_H
#define JICAI_EXAMPLE_KINDS_H
#include "policy/bind.h"
#include "policy/example.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
/* The shape of struct TYPE, whose keys are TYPE_keys. */
#define EXAMPLE_SHAPE(type, label, word)                                                           \
    static const struct yaml_shape type##_shape = {.name = label,                                  \
                                                   .say = word,                                    \
                                                   .keys = type##_keys,                            \
                                                   .n = COUNT(type##_keys),                        \
                                                   .size = sizeof(struct type)}
#define NEED(type, s, field, word)                                                                 \
    {                                                                                              \
#field, type, true, offsetof(struct s, field), .say = word                                 \
    }
#define MAY(type, s, field, word)                                                                  \
    {                                                                                              \
#field, type, false, offsetof(struct s, field), .say = word                                \
    }

extern const struct example_kind kind_settle, kind_acceptance, kind_prepay, kind_instalments,
    kind_fund, kind_offset, kind_demand, kind_clawback, kind_terms, kind_renewal, kind_standard,
    kind_retention, kind_quota;
#endif
