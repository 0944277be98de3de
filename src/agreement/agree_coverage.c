#include <string.h>

#include "agreement/agree_inner.h"

struct judged { /* the same choice under the same cap is judged once */
    struct coverage_set named;
    const char *company; /* also of which registrant, for the message and the set on offer */
    bool reason;
    struct agree_gap *gap; /* NULL: it does */
};

struct judging {
    struct agree_data *d;
    struct coverage problem;
    size_t cap;
    bool by_registrant;
    bool reasons;   /* the pack takes a reason for going above the cap */
    bool cover_all; /* every institution must be reached */
    uint32_t *uncovered;
    struct judged *seen;
    size_t seen_n;
};

static size_t
cap_of(const struct agree_data *d)
{
    int64_t cap = 0;
    (void)policy_int(d->pack, d->project.goods == GOODS_DRUG ? RULE_CAP_DRUG : RULE_CAP_CONSUMABLE,
                     &cap);
    return (size_t)cap;
}

static bool
holds(const struct policy *p, enum rule r)
{
    bool value = false;
    return policy_bool(p, r, &value) && value;
}

static bool
capped_by_registrant(const struct agree_data *d)
{
    int unit = 0;
    return policy_enum(d->pack, RULE_CAP_UNIT, &unit) && unit == 1;
}

static void
add_all(struct coverage_set *to, const struct coverage_set *more)
{
    for (size_t i = 0; i < sizeof(to->bit) / sizeof(*to->bit); i++)
        to->bit[i] |= more->bit[i];
}

/* What counts against the cap: the product's choice, or all choices of its registrant. */
static struct coverage_set
choice_set(const struct judging *j, const struct winner *w)
{
    struct coverage_set set = w->named;
    for (size_t i = 0; j->by_registrant && i < j->d->winners; i++)
        if (strcmp(j->d->winner[i].company, w->company) == 0)
            add_all(&set, &j->d->winner[i].named);
    return set;
}

/* Does this one deliver only its own products, which are not `company`'s? */
static bool
is_foreign(const struct agree_data *d, size_t distributor, const char *company)
{
    const char *code = d->reach.distributor[distributor];
    if (strcmp(code, company) == 0)
        return false;
    for (size_t i = 0; i < d->selves; i++)
        if (strcmp(d->self[i], code) == 0)
            return true;
    return false;
}

/* Whom a registrant may name: all on record, and itself. */
static const struct coverage_set *
on_offer(const struct judging *j, const char *company)
{
    const struct agree_data *d = j->d;
    struct coverage_set mask = {{0}};
    struct coverage_set *sets = arena_array(d->a, struct coverage_set, d->reach.institutions + 1);
    for (size_t k = 0; k < d->reach.distributors; k++)
        if (!is_foreign(d, k, company))
            coverage_set_add(&mask, k);
    for (size_t i = 0; i < d->reach.institutions; i++)
        for (size_t b = 0; b < sizeof(mask.bit) / sizeof(*mask.bit); b++)
            sets[i].bit[b] = d->reach.sets[i].bit[b] & mask.bit[b];
    return sets;
}

static void
find_least(const struct judging *j, struct agree_gap *gap)
{
    struct agree_data *d = j->d;
    struct coverage p = {d->reach.distributors, d->reach.institutions, on_offer(j, gap->company)};
    struct coverage_set *room = arena_array(d->a, struct coverage_set, p.institutions + 1);
    struct coverage_least least;
    size_t n = 0;

    coverage_least(&p, COVERAGE_NODES, room, &least, NULL);
    gap->least_known = true;
    gap->least_lower = least.lower;
    gap->least_upper = least.upper;
    gap->least = arena_array(d->a, const char *, least.upper + 1);
    for (size_t k = 0; k < p.distributors && n < least.upper; k++)
        if (coverage_set_has(&least.set, k))
            gap->least[n++] = d->reach.distributor[k];
}

static struct agree_gap *
gap_new(const struct judging *j, const struct winner *w, const struct coverage_set *set,
        enum coverage_verdict v, size_t uncovered)
{
    struct agree *out = j->d->out;
    if (out->gaps == AGREE_GAPS_MAX)
        return &out->gap[AGREE_GAPS_MAX - 1];
    struct agree_gap *gap = &out->gap[out->gaps++];
    *gap = (struct agree_gap){.company = w->company,
                              .product = w->product,
                              .verdict = v,
                              .chosen = (int64_t)coverage_set_count(set),
                              .cap = (int64_t)j->cap,
                              .uncovered_n = uncovered};
    gap->uncovered = arena_array(j->d->a, const char *, uncovered + 1);
    for (size_t i = 0; i < uncovered; i++)
        gap->uncovered[i] = j->d->reach.institution[j->uncovered[i]];
    if (out->gaps <= AGREE_LEAST_MAX)
        find_least(j, gap);
    return gap;
}

static void
judge(struct judging *j, const struct winner *w)
{
    struct agree *out = j->d->out;
    struct coverage_set set = choice_set(j, w);
    size_t uncovered, i = 0;

    while (i < j->seen_n &&
           (memcmp(&j->seen[i].named, &set, sizeof(set)) != 0 || j->seen[i].reason != w->reason ||
            strcmp(j->seen[i].company, w->company) != 0))
        i++;
    if (i == j->seen_n) {
        enum coverage_verdict v = coverage_judge(&j->problem, &set, j->cap, w->reason && j->reasons,
                                                 j->uncovered, &uncovered, NULL);
        if (!j->cover_all && v != COVERAGE_OVER_CAP)
            v = COVERAGE_OK;
        struct agree_gap *gap = v == COVERAGE_OK ? NULL : gap_new(j, w, &set, v, uncovered);
        j->seen[j->seen_n++] = (struct judged){set, w->company, w->reason, gap};
    }
    if (j->seen[i].gap == NULL)
        out->covered++;
    else
        j->seen[i].gap->products++;
}

bool
agree_coverage(struct agree_data *d, struct err *e)
{
    struct judging j = {
        .d = d,
        .problem = {d->reach.distributors, d->reach.institutions, d->reach.sets},
        .cap = cap_of(d),
        .by_registrant = capped_by_registrant(d),
        .reasons = holds(d->pack, RULE_CAP_REASON),
        .cover_all = holds(d->pack, RULE_COVER_ALL),
        .uncovered = arena_array(d->a, uint32_t, d->reach.institutions + 1),
        .seen = arena_array(d->a, struct judged, d->winners + 1),
    };
    (void)e;
    d->out->gap = arena_array(d->a, struct agree_gap, AGREE_GAPS_MAX);
    d->out->institutions = (int64_t)d->reach.institutions;
    d->out->distributors = (int64_t)d->reach.distributors;
    d->out->products = (int64_t)d->winners;
    for (size_t i = 0; i < d->winners; i++)
        judge(&j, &d->winner[i]);
    return true;
}
