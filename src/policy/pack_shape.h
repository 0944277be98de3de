/* pack_shape.h - the key tables of a policy pack, and what they read into. Shared by the loader and
 * by `jicai pack keys`. */
#ifndef JICAI_PACK_SHAPE_H
#define JICAI_PACK_SHAPE_H
#include "policy/yaml.h"

struct raw_words {
    const char *zh, *en;
};

struct raw_document {
    const char *id, *title, *number, *file;
    const struct yaml_node *at;
};

struct raw_clause {
    const char *doc, *clause, *quote;
    struct yaml_list token; /* const char * */
    struct raw_words who;
    bool has_who;
    const struct yaml_node *at;
};

struct raw_basis { /* exactly one of the five is there */
    struct raw_clause clause, by_contract, by_authority;
    struct raw_words choice;
    bool not_regulated;
    bool has_clause, has_by_contract, has_by_authority, has_choice, has_not_regulated;
};

struct raw_parameter {
    const struct yaml_node *value, *at;
    struct raw_basis basis;
};

struct raw_pack {
    const char *id, *jurisdiction, *extends;
    struct raw_words name;
    int status;
    date issued, effective_from, effective_to;
    bool has_status, has_issued, has_from, has_to;
    struct yaml_list documents; /* struct raw_document */
    const struct yaml_node *parameters, *at;
};

extern const struct yaml_shape pack_shape, parameter_shape;
#endif
