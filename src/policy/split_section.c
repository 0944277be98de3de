#include "policy/split_section.h"

#include "base/core/text.h"
#include "policy/round.h"
#include "words/allocate.h"

/* What the walker fills; tables are read by us, because a list may hold shares or lists of them. */
struct raw_split {
    int ratio, by, rest, unchosen;
    ratio rank1_first;
    const struct yaml_node *agreed, *keep, *shares, *sequential, *basis, *at;
};

#define AT(field) offsetof(struct raw_split, field)
static const struct yaml_key keys[] = {
    {"ratio", YAML_ENUM, true, AT(ratio), .say = M_KEY_SPLIT_RATIO,
     .choices = "before_split|is_share"},
    {"agreed", YAML_NODE, false, AT(agreed), .say = M_KEY_SPLIT_AGREED},
    {"by", YAML_ENUM, false, AT(by), .say = M_KEY_SPLIT_BY,
     .choices = "reported|group|region_pick"},
    {"keep", YAML_NODE, false, AT(keep), .say = M_KEY_SPLIT_KEEP},
    {"shares", YAML_NODE, false, AT(shares), .say = M_KEY_SPLIT_SHARES},
    {"sequential", YAML_NODE, false, AT(sequential), .say = M_KEY_SPLIT_SEQUENTIAL},
    {"rest", YAML_ENUM, false, AT(rest), .say = M_KEY_SPLIT_REST,
     .choices = "shares|rank1|equal|choice"},
    {"rank1_first", YAML_RATIO, false, AT(rank1_first), .say = M_KEY_SPLIT_RANK1_FIRST, .least = 0,
     .most = RATIO_ONE},
    {"unchosen", YAML_ENUM, false, AT(unchosen), .say = M_KEY_SPLIT_UNCHOSEN,
     .choices = "shares|rank1|equal"},
    {"basis", YAML_NODE, false, AT(basis), .say = M_KEY_SPLIT_BASIS},
};
#undef AT

const struct yaml_shape split_shape = {"round.split",
                                       M_KEY_SPLIT,
                                       keys,
                                       sizeof(keys) / sizeof(*keys),
                                       sizeof(struct raw_split),
                                       .at = YAML_GIVEN(struct raw_split, at)};

static const struct yaml_key share_key = {
    .name = "share", .type = YAML_RATIO, .least = 0, .most = RATIO_ONE};

/* A list of shares into out[]; *n how many. */
static bool
read_shares(const struct yaml_doc *d, const struct yaml_node *list, const char *key, ratio out[],
            int *n)
{
    bool ok = true;
    *n = 0;
    if (list->kind != YAML_KIND_LIST || list->n == 0 || list->n > SHARES_MAX)
        return yaml_mistake(d, list, key, M_SPLIT_LIST, {"32"});
    for (const struct yaml_node *k = list->first; k != NULL; k = k->next)
        ok = yaml_value(d, k, &share_key, &out[(*n)++]) && ok;
    return ok;
}

/* [100%, 90%]: by rank; [[100%], [60%, 40%]]: a row for each number of winners. */
static bool
read_table(const struct yaml_doc *d, const struct yaml_node *list, const char *key,
           struct share_table *t)
{
    bool ok = true;
    if (list == NULL)
        return true;
    if (list->kind != YAML_KIND_LIST || list->n == 0 || list->first->kind != YAML_KIND_LIST) {
        t->kind = TABLE_RANK;
        t->rows = 1;
        return read_shares(d, list, key, t->share[0], &t->n[0]);
    }
    if (list->n > SHARES_MAX)
        return yaml_mistake(d, list, key, M_SPLIT_LIST, {"32"});
    t->kind = TABLE_WINNERS;
    for (const struct yaml_node *row = list->first; row != NULL; row = row->next, t->rows++) {
        char winners[INT_TEXT_MAX];
        int *n = &t->n[t->rows];
        if (!read_shares(d, row, key, t->share[t->rows], n))
            ok = false;
        else if (*n != t->rows + 1)
            ok = yaml_mistake(d, row, key, M_SPLIT_ROW, {int_text(t->rows + 1, winners)});
    }
    return ok;
}

static bool
read_agreed(const struct yaml_doc *d, const struct yaml_node *node, struct split_rules *out)
{
    if (node == NULL)
        return true;
    if (node->kind == YAML_KIND_LIST)
        return read_shares(d, node, "agreed", out->agreed, &out->agreed_n);
    out->agreed_n = 1;
    return yaml_value(d, node, &share_key, &out->agreed[0]);
}

static bool
read_sequential(const struct yaml_doc *d, const struct yaml_node *list, struct split_rules *out)
{
    if (list == NULL)
        return true;
    if (out->shares.kind != TABLE_NONE)
        return yaml_mistake(d, list, "sequential", M_SPLIT_BOTH);
    out->shares.kind = TABLE_SEQUENTIAL;
    out->shares.rows = 1;
    return read_shares(d, list, "sequential", out->shares.share[0], &out->shares.n[0]);
}

enum msg
split_words(enum allocate_verdict v)
{
    switch (v) {
    case ALLOCATE_OK: return M_NONE;
    case ALLOCATE_NO_AGREED: return M_SPLIT_NO_AGREED;
    case ALLOCATE_RATIO: return M_SPLIT_AGREED_RANGE;
    case ALLOCATE_NO_TABLE: return M_SPLIT_NO_TABLE;
    case ALLOCATE_SHARE: return M_SPLIT_SHARE;
    case ALLOCATE_SHARES_SUM: return M_SPLIT_SHARES_SUM;
    case ALLOCATE_NO_WINNER: return M_SPLIT_NO_WINNER;
    case ALLOCATE_TOO_MANY: return M_SPLIT_TOO_MANY;
    case ALLOCATE_NO_SHARE: return M_SPLIT_NO_SHARE;
    }
    return M_NONE;
}

bool
split_read(const struct yaml_doc *d, const struct yaml_node *map, struct split_rules *out)
{
    struct raw_split raw = {.ratio = 0};
    *out = (struct split_rules){.ratio = SPLIT_BEFORE};
    if (map->kind != YAML_KIND_MAP)
        return yaml_mistake(d, map, "split", M_SPLIT_MAP);
    bool ok = yaml_walk(d, map, &split_shape, &raw);
    out->ratio = (enum split_ratio)raw.ratio;
    out->by = (enum split_by)raw.by;
    out->rest = (enum split_rest)raw.rest;
    out->unchosen = (enum split_rest)raw.unchosen;
    out->rank1_first = raw.rank1_first;
    ok = read_agreed(d, raw.agreed, out) && ok;
    ok = read_table(d, raw.keep, "keep", &out->keep) && ok;
    ok = read_table(d, raw.shares, "shares", &out->shares) && ok;
    ok = read_sequential(d, raw.sequential, out) && ok;
    enum allocate_verdict v = ok ? split_rules_check(out) : ALLOCATE_OK;
    return ok && (v == ALLOCATE_OK || yaml_mistake(d, map, "split", split_words(v)));
}

bool
split_load(struct arena *a, const char *path, struct split_rules *out, struct errs *errs)
{
    struct yaml_doc d;
    const char *bytes, *file;
    size_t n;
    if (!round_bytes(&bytes, &n, &file, a, path, errs) || !yaml_parse(&d, a, file, bytes, n, errs))
        return false;
    const struct yaml_node *map = yaml_get(d.root, "split");
    if (map == NULL)
        return yaml_mistake(&d, d.root, "split", M_SPLIT_MISSING);
    return split_read(&d, map, out);
}
