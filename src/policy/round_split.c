/* The split: section of rules.yaml. */
#include <string.h>

#include "policy/round_shape.h"

static const struct yaml_key share_key = {
    .name = "share", .type = YAML_RATIO, .least = 0, .most = RATIO_ONE};

/* A list of ratios into out[0..SHARES_MAX). */
static bool
ratios(const struct yaml_doc *d, const struct yaml_node *list, const char *key, ratio out[], int *n)
{
    bool ok = true;
    int i = 0;
    if (list->kind != YAML_KIND_LIST || list->n == 0 || list->n > SHARES_MAX)
        return yaml_mistake(d, list, key, M_ROUND_SPLIT_FORM, {NULL});
    for (const struct yaml_node *c = list->first; c != NULL; c = c->next)
        ok = yaml_value(d, c, &share_key, &out[i++]) && ok;
    *n = i;
    return ok;
}

static bool
agreed(const struct yaml_doc *d, const struct yaml_node *node, struct split_rules *out)
{
    if (node == NULL)
        return true;
    out->agreed_n = 1;
    if (node->kind == YAML_KIND_SCALAR)
        return yaml_value(d, node, &share_key, &out->agreed[0]);
    return ratios(d, node, "agreed", out->agreed, &out->agreed_n);
}

/* [100%, 90%] by rank, or [[100%], [60%, 40%]] by number of winners. */
static bool
table(const struct yaml_doc *d, const struct yaml_node *node, const char *key,
      struct share_table *out)
{
    bool ok = true;
    int row = 0;
    if (node == NULL)
        return true;
    if (node->kind != YAML_KIND_LIST || node->n == 0 || node->n > SHARES_MAX)
        return yaml_mistake(d, node, key, M_ROUND_SPLIT_TABLE, {NULL});
    out->kind = node->first->kind == YAML_KIND_LIST ? TABLE_WINNERS : TABLE_RANK;
    out->rows = 1;
    if (out->kind == TABLE_RANK)
        return ratios(d, node, key, out->share[0], &out->n[0]);
    out->rows = (int)node->n;
    for (const struct yaml_node *c = node->first; c != NULL; c = c->next, row++)
        ok = ratios(d, c, key, out->share[row], &out->n[row]) && ok;
    return ok;
}

static void
sequential(const struct raw_split *raw, struct share_table *out)
{
    const ratio *part = raw->sequential.item;
    out->kind = TABLE_SEQUENTIAL;
    out->rows = 1;
    out->n[0] = (int)raw->sequential.n;
    for (size_t i = 0; i < raw->sequential.n; i++)
        out->share[0][i] = part[i];
}

bool
round_split_read(const struct yaml_doc *d, const struct raw_split *raw, struct split_rules *out)
{
    *out = (struct split_rules){.ratio = (enum split_ratio)raw->ratio,
                                .by = (enum split_by)raw->by,
                                .rest = (enum split_rest)raw->rest,
                                .unchosen = (enum split_rest)raw->unchosen,
                                .rank1_first = raw->rank1_first};
    bool ok = agreed(d, raw->agreed, out);
    ok = table(d, raw->keep, "keep", &out->keep) && ok;
    ok = table(d, raw->shares, "shares", &out->shares) && ok;
    if (raw->sequential.n > 0 && raw->shares != NULL)
        ok = yaml_mistake(d, raw->at, "sequential", M_ROUND_NOT_WITH, {"sequential", "shares"});
    else if (raw->sequential.n > 0)
        sequential(raw, &out->shares);
    if (!ok)
        return false;
    if (out->keep.kind == TABLE_NONE && out->shares.kind != TABLE_SEQUENTIAL)
        out->keep = out->shares;
    if (out->shares.kind == TABLE_NONE)
        out->shares = out->keep;
    enum allocate_verdict v = split_rules_check(out);
    return v == ALLOCATE_OK ||
           yaml_mistake(d, raw->at, "split", M_ROUND_SPLIT_BAD, {allocate_verdict_name(v)});
}
