#include "policy/round_example.h"

#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "base/host/embed.h"
#include "words/award.h"
#include "words/round.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

enum { EXAMPLES_MAX = 100, BIDS_MAX = 64 };

struct ex_bid {
    const char *product, *company, *related_to, *unit, *price, *with_service, *second_price;
    ratio factor;
    money ceiling, previous_price, own_lowest, other_rounds;
    int64_t reported, capacity, filed_at, credit, draw;
    bool part_area, refuses_cut, unqualified;
    const struct yaml_node *at;
};
struct ex_want {
    const char *product, *decision, *step;
    int64_t rank;
    money price;
    bool has_rank, has_price;
    const struct yaml_node *at;
};
struct ex_award {
    const char *why;
    money ceiling, previous_highest;
    struct yaml_list bids, expect;
    const struct yaml_node *at;
};
struct ex_split {
    const char *why;
    int64_t volume;
    struct yaml_list ranks, reported, expect; /* int64_t */
    const struct yaml_node *at;
};
struct ex_file {
    struct yaml_list awards, splits;
};

#define AT(field) .offset = offsetof(struct ex_bid, field)
static const struct yaml_key bid_keys[] = {
    {"product", YAML_TEXT, .needed = true, AT(product), .say = M_ROUND_E_PRODUCT},
    {"company", YAML_TEXT, .needed = true, AT(company), .say = M_ROUND_E_COMPANY},
    {"price", YAML_TEXT, .needed = true, AT(price), .say = M_ROUND_E_PRICE},
    {"with_service", YAML_TEXT, AT(with_service), .say = M_ROUND_E_SERVICE},
    {"second_price", YAML_TEXT, AT(second_price), .say = M_ROUND_E_SECOND},
    {"related_to", YAML_TEXT, AT(related_to), .say = M_ROUND_E_RELATED},
    {"unit", YAML_TEXT, AT(unit), .say = M_ROUND_E_UNIT},
    {"factor", YAML_RATIO, AT(factor), .say = M_ROUND_E_FACTOR, .least = AWARD_FACTOR_MIN,
     .most = AWARD_FACTOR_MAX},
    {"ceiling", YAML_MONEY, AT(ceiling), .say = M_ROUND_E_CEILING},
    {"previous_price", YAML_MONEY, AT(previous_price), .say = M_ROUND_E_PREVIOUS},
    {"own_lowest", YAML_MONEY, AT(own_lowest), .say = M_ROUND_E_OWN_LOWEST},
    {"other_rounds", YAML_MONEY, AT(other_rounds), .say = M_ROUND_E_OTHERS},
    {"reported", YAML_INT, AT(reported), .say = M_ROUND_E_REPORTED},
    {"capacity", YAML_INT, AT(capacity), .say = M_ROUND_E_CAPACITY},
    {"filed_at", YAML_INT, AT(filed_at), .say = M_ROUND_E_FILED},
    {"credit", YAML_INT, AT(credit), .say = M_ROUND_E_CREDIT},
    {"draw", YAML_INT, AT(draw), .say = M_ROUND_E_DRAW},
    {"part_area", YAML_BOOL, AT(part_area), .say = M_ROUND_E_PART_AREA},
    {"refuses_cut", YAML_BOOL, AT(refuses_cut), .say = M_ROUND_E_REFUSES},
    {"unqualified", YAML_BOOL, AT(unqualified), .say = M_ROUND_E_UNQUALIFIED},
};
#undef AT
static const struct ex_bid bid_init = {
    .related_to = "", .unit = "", .with_service = "", .second_price = ""};
static const struct yaml_shape bid_shape = {.name = "round_examples.bid",
                                            .say = M_ROUND_E_BID,
                                            .keys = bid_keys,
                                            .n = COUNT(bid_keys),
                                            .size = sizeof(struct ex_bid),
                                            .init = &bid_init,
                                            .at = YAML_GIVEN(struct ex_bid, at)};

#define AT(field) .offset = offsetof(struct ex_want, field)
static const struct yaml_key want_keys[] = {
    {"product", YAML_TEXT, .needed = true, AT(product), .say = M_ROUND_E_PRODUCT},
    {"rank", YAML_INT, AT(rank), .given = YAML_GIVEN(struct ex_want, has_rank),
     .say = M_ROUND_E_RANK},
    {"decision", YAML_TEXT, .needed = true, AT(decision), .say = M_ROUND_E_DECISION},
    {"step", YAML_TEXT, AT(step), .say = M_ROUND_E_STEP},
    {"price", YAML_MONEY, AT(price), .given = YAML_GIVEN(struct ex_want, has_price),
     .say = M_ROUND_E_FINAL},
};
#undef AT
static const struct yaml_shape want_shape = {.name = "round_examples.expect",
                                             .say = M_ROUND_E_WANT,
                                             .keys = want_keys,
                                             .n = COUNT(want_keys),
                                             .size = sizeof(struct ex_want),
                                             .at = YAML_GIVEN(struct ex_want, at)};

#define AT(field) .offset = offsetof(struct ex_award, field)
static const struct yaml_key award_keys[] = {
    {"why", YAML_TEXT, .needed = true, AT(why), .say = M_ROUND_E_WHY},
    {"ceiling", YAML_MONEY, AT(ceiling), .say = M_ROUND_K_GROUP_CEILING},
    {"previous_highest", YAML_MONEY, AT(previous_highest), .say = M_ROUND_K_GROUP_PREVIOUS},
    {"bids", YAML_MAP, .needed = true, AT(bids), .many = BIDS_MAX, .shape = &bid_shape,
     .say = M_ROUND_E_BIDS},
    {"expect", YAML_MAP, .needed = true, AT(expect), .many = BIDS_MAX, .shape = &want_shape,
     .say = M_ROUND_E_EXPECT},
};
#undef AT
static const struct yaml_shape award_shape = {.name = "round_examples.award",
                                              .say = M_ROUND_E_AWARD,
                                              .keys = award_keys,
                                              .n = COUNT(award_keys),
                                              .size = sizeof(struct ex_award),
                                              .at = YAML_GIVEN(struct ex_award, at)};

#define AT(field) .offset = offsetof(struct ex_split, field)
static const struct yaml_key split_keys[] = {
    {"why", YAML_TEXT, .needed = true, AT(why), .say = M_ROUND_E_WHY},
    {"volume", YAML_INT, .needed = true, AT(volume), .say = M_ROUND_E_VOLUME, .least = 0,
     .most = QTY_LIMIT - 1},
    {"ranks", YAML_INT, .needed = true, AT(ranks), .many = BIDS_MAX, .say = M_ROUND_E_RANKS,
     .least = 1, .most = BIDS_MAX},
    {"reported", YAML_INT, AT(reported), .many = BIDS_MAX, .say = M_ROUND_E_SPLIT_REPORTED,
     .least = 0, .most = QTY_LIMIT - 1},
    {"expect", YAML_INT, .needed = true, AT(expect), .many = BIDS_MAX,
     .say = M_ROUND_E_SPLIT_EXPECT},
};
#undef AT
static const struct yaml_shape split_example_shape = {.name = "round_examples.split",
                                                      .say = M_ROUND_E_SPLIT,
                                                      .keys = split_keys,
                                                      .n = COUNT(split_keys),
                                                      .size = sizeof(struct ex_split),
                                                      .at = YAML_GIVEN(struct ex_split, at)};

static const struct yaml_key file_keys[] = {
    {"awards", YAML_MAP, .offset = offsetof(struct ex_file, awards), .many = EXAMPLES_MAX,
     .shape = &award_shape, .say = M_ROUND_E_AWARDS},
    {"splits", YAML_MAP, .offset = offsetof(struct ex_file, splits), .many = EXAMPLES_MAX,
     .shape = &split_example_shape, .say = M_ROUND_E_SPLITS},
};
const struct yaml_shape round_examples_shape = {.name = "round_examples",
                                                .say = M_ROUND_E_FILE,
                                                .keys = file_keys,
                                                .n = COUNT(file_keys),
                                                .size = sizeof(struct ex_file)};

struct running {
    const struct yaml_doc *d;
    const struct round *r;
    struct arena *a;
    struct example_result *out;
    bool same;
};

static void
miss(struct running *x, const char *why, const char *kind, const struct yaml_node *at,
     const char *key, const char *want, const char *got)
{
    struct example_result *o = x->out;
    x->same = false;
    if (o->n < o->max)
        o->miss[o->n++] = (struct example_miss){.why = why,
                                                .kind = kind,
                                                .key = key,
                                                .want = want,
                                                .got = arena_strdup(x->a, got),
                                                .line = at->line};
}

static void
count(struct running *x)
{
    *(x->same ? &x->out->passed : &x->out->failed) += 1;
}

/* --- awards --- */

static bool
price(struct running *x, const struct ex_bid *b, const char *key, const char *text, money *out)
{
    enum award_quote q = award_quote(out, text, x->r->award.decimals);
    if (q == QUOTE_OK || q == QUOTE_GAVE_UP)
        return true;
    return yaml_mistake(x->d, b->at, key, M_AWARD_PRICE, {text});
}

static bool
bid_make(struct running *x, const struct ex_bid *b, struct award_bid *out)
{
    *out = (struct award_bid){.product = b->product,
                              .company = b->company,
                              .related = b->related_to,
                              .unit = b->unit,
                              .factor = b->factor,
                              .ceiling = b->ceiling,
                              .previous = b->previous_price,
                              .own_lowest = b->own_lowest,
                              .others = b->other_rounds,
                              .reported = {b->reported},
                              .capacity = {b->capacity},
                              .filed_at = b->filed_at,
                              .credit = b->credit,
                              .draw = b->draw,
                              .part_area = b->part_area,
                              .refuses_cut = b->refuses_cut,
                              .unqualified = b->unqualified};
    bool ok = price(x, b, "price", b->price, &out->price);
    ok = price(x, b, "with_service", b->with_service, &out->with_service) && ok;
    ok = price(x, b, "second_price", b->second_price, &out->second) && ok;
    if (ok && award_bid_check(out) != BID_OK)
        return yaml_mistake(x->d, b->at, b->product, M_ROUND_E_BOUND, {NULL});
    return ok;
}

static void
compare(struct running *x, const struct ex_award *e, const struct ex_want *w,
        const struct award_result *r)
{
    char want[MONEY_TEXT_MAX], got[MONEY_TEXT_MAX];
    if (strcmp(w->decision, award_decision_name(r->decision)) != 0)
        miss(x, e->why, "award", w->at, arena_printf(x->a, "%s.decision", w->product), w->decision,
             award_decision_name(r->decision));
    if (w->step != NULL && strcmp(w->step, r->step) != 0)
        miss(x, e->why, "award", w->at, arena_printf(x->a, "%s.step", w->product), w->step,
             r->step);
    if (w->has_rank && w->rank != r->rank)
        miss(x, e->why, "award", w->at, arena_printf(x->a, "%s.rank", w->product),
             arena_strdup(x->a, int_text(w->rank, want)), int_text(r->rank, got));
    if (w->has_price && w->price.units != r->price.units)
        miss(x, e->why, "award", w->at, arena_printf(x->a, "%s.price", w->product),
             arena_strdup(x->a, money_text(w->price, want)), money_text(r->price, got));
}

static const struct award_result *
result_of(const struct award_group *g, const struct award_result out[], const char *product)
{
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(g->bid[i].product, product) == 0)
            return &out[i];
    return NULL;
}

static void
award(struct running *x, const struct ex_award *e)
{
    const struct ex_bid *b = e->bids.item;
    const struct ex_want *w = e->expect.item;
    size_t n = e->bids.n;
    struct award_bid *bid = arena_array(x->a, struct award_bid, n);
    struct award_result *out = arena_array(x->a, struct award_result, n);
    struct award_group g = {.name = "example",
                            .ceiling = e->ceiling,
                            .bid = bid,
                            .n = n,
                            .previous_highest = e->previous_highest};
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        ok = bid_make(x, &b[i], &bid[i]) && ok;
        for (size_t k = 0; k < i; k++)
            if (strcmp(b[k].product, b[i].product) == 0)
                ok = yaml_mistake(x->d, b[i].at, "product", M_ROUND_TWICE, {b[i].product});
    }
    if (!ok)
        return;
    award_run(&x->r->award, &g, out, arena_array(x->a, struct award_slot, n));
    x->same = true;
    for (size_t i = 0; i < e->expect.n; i++) {
        const struct award_result *r = result_of(&g, out, w[i].product);
        if (r == NULL)
            miss(x, e->why, "award", w[i].at, "product", w[i].product, "");
        else
            compare(x, e, &w[i], r);
    }
    count(x);
}

/* --- splits --- */

static bool
ranks_rise(const int64_t rank[], size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (rank[i] < rank[i - 1])
            return false;
    return rank[0] == 1;
}

static const char *
numbers(struct arena *a, const int64_t v[], size_t n)
{
    const char *s = "";
    char one[INT_TEXT_MAX];
    for (size_t i = 0; i < n; i++)
        s = arena_printf(a, "%s%s%s", s, i > 0 ? "/" : "", int_text(v[i], one));
    return s;
}

static void
split(struct running *x, const struct ex_split *e)
{
    const int64_t *rank = e->ranks.item;
    size_t n = e->ranks.n;
    int64_t *v = arena_array(x->a, int64_t, 5 * n), *none = v, *keep = v + n, *weight = v + 2 * n;
    int64_t *kept = v + 3 * n, *from = v + 4 * n;
    struct allocate_plan p;
    struct allocate_demand d = {.total = e->volume,
                                .reported = e->reported.n > 0 ? e->reported.item : none};
    if (e->expect.n != n || (e->reported.n != n && e->reported.n > 0) || !ranks_rise(rank, n)) {
        yaml_mistake(x->d, e->at, "ranks", M_ROUND_E_LENGTH, {NULL});
        return;
    }
    x->same = true;
    enum allocate_verdict verdict =
        allocate_plan_make(&p, &x->r->split, rank, n, keep, weight, NULL);
    const char *want = numbers(x->a, e->expect.item, n), *got = allocate_verdict_name(verdict);
    if (verdict == ALLOCATE_OK) {
        allocate_asks(&p, &d, kept, from, NULL);
        for (size_t i = 0; i < n; i++)
            kept[i] += from[i];
        got = numbers(x->a, kept, n);
    }
    if (strcmp(want, got) != 0)
        miss(x, e->why, "split", e->at, "expect", want, got);
    count(x);
}

/* --- file --- */

/* 1: read; 0: there is no such file; -1: broken. */
static int
read_file(struct yaml_doc *d, struct arena *a, const struct round *r, struct errs *errs)
{
    size_t n = strlen(r->path), tail = strlen("rules.yaml");
    const char *path =
        arena_printf(a, "%.*sexamples.yaml", (int)(n > tail ? n - tail : 0), r->path);
    const struct embedded *f = r->builtin ? embedded_find(path) : NULL;
    if (f != NULL)
        return yaml_parse(d, a, path, f->bytes, f->size, errs) ? 1 : -1;
    FILE *there = r->builtin ? NULL : fopen(path, "rb");
    if (there == NULL)
        return 0;
    fclose(there);
    return yaml_read(d, a, path, errs) ? 1 : -1;
}

bool
round_example_run(const struct round *r, struct arena *a, struct example_result *out,
                  struct errs *errs)
{
    struct yaml_doc d;
    struct ex_file file = {{NULL, 0}, {NULL, 0}};
    struct running x = {.d = &d, .r = r, .a = a, .out = out};
    size_t before = errs->total;
    int read = read_file(&d, a, r, errs);
    if (read <= 0)
        return read == 0;
    if (!yaml_walk(&d, d.root, &round_examples_shape, &file))
        return false;
    for (size_t i = 0; i < file.awards.n; i++)
        award(&x, (const struct ex_award *)file.awards.item + i);
    if (file.splits.n > 0 && !r->has_split)
        yaml_mistake(&d, d.root, "splits", M_ROUND_NEEDS, {"splits", "split"});
    for (size_t i = 0; r->has_split && i < file.splits.n; i++)
        split(&x, (const struct ex_split *)file.splits.item + i);
    return errs->total == before;
}
