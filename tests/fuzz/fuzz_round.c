/* Rules of a round: any bytes as rules.yaml. What is refused names a mistake; what is accepted can be
 * computed with: every bid of a small group gets a decision, every volume is split to the last piece. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "policy/round.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 64 * 1024 * 1024, BIDS = 7, WINNERS = 5 };

#define CHECK(x)                                                                                   \
    do {                                                                                           \
        if (!(x))                                                                                  \
            abort();                                                                               \
    } while (0)

/* Equal prices, a second quote, a bid that gave up, a related company, units, a factor. */
static const struct award_bid bids[BIDS] = {
    {.product = "P1", .company = "C1", .related = "", .unit = "A", .price = {1000000}, .reported = {50}},
    {.product = "P2", .company = "C2", .related = "C1", .unit = "A", .price = {1000000}, .filed_at = 5},
    {.product = "P3", .company = "C3", .related = "", .unit = "B", .price = {1800100},
     .with_service = {2000000}, .second = {900000}, .capacity = {7}},
    {.product = "P4", .company = "C4", .related = "", .unit = "", .credit = 2},
    {.product = "P5", .company = "C5", .related = "", .unit = "B", .price = {9999999900},
     .ceiling = {8000000}, .previous = {7000000}, .refuses_cut = true},
    {.product = "P6", .company = "C5", .related = "", .unit = "A", .price = {500000}, .factor = {2500000},
     .others = {400000}, .own_lowest = {300000}, .part_area = true},
    {.product = "P7", .company = "C7", .related = "", .unit = "B", .price = {1000000}, .draw = 1,
     .certificate_to = {1}, .has_certificate = true},
};

static void
award(const struct round *r, size_t n)
{
    const struct award_ref ref = {"other", 2, 50000000, 40000000, 90000000};
    const struct award_group g = {"G", {8000000}, {0}, bids, n, &ref, 1};
    struct award_result out[BIDS];
    struct award_slot work[BIDS];
    size_t ranks = 0;
    award_run(&r->award, &g, out, work);
    for (size_t i = 0; i < n; i++) {
        CHECK(out[i].decision > AWARD_OPEN && out[i].step != NULL && out[i].clause != NULL);
        CHECK(out[i].rank >= 0 && out[i].rank <= (int64_t)n && out[i].figures <= AWARD_FIGURES_MAX);
        CHECK(!award_is_selected(out[i].decision) || out[i].price.units > 0);
        ranks += out[i].rank == 1;
    }
    CHECK(ranks <= n);
}

static void
split(const struct round *r, size_t n, int64_t total)
{
    static const int64_t choice[WINNERS] = {3, 0, 1, 1, 0};
    int64_t rank[WINNERS], keep[WINNERS], weight[WINNERS], kept[WINNERS], from[WINNERS], sum = 0;
    int64_t reported[WINNERS];
    struct allocate_plan p;
    for (size_t i = 0; i < n; i++) {
        rank[i] = i == 2 ? 2 : (int64_t)i + 1; /* the second and the third share a rank */
        reported[i] = total / (int64_t)(n + 1);
    }
    enum allocate_verdict v = allocate_plan_make(&p, &r->split, rank, n, keep, weight, NULL);
    CHECK(allocate_verdict_name(v)[0] != '\0');
    for (int chose = 0; v == ALLOCATE_OK && chose < 2; chose++) {
        const struct allocate_demand d = {total, reported, chose ? choice : NULL, n - 1};
        sum = 0;
        allocate_asks(&p, &d, kept, from, NULL);
        for (size_t i = 0; i < n; i++) {
            CHECK(kept[i] >= 0 && from[i] >= 0);
            sum += kept[i] + from[i];
        }
        CHECK(sum == total);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(ROOM);
    struct err list[4];
    struct errs errs = {.list = list, .max = 4};
    struct round *r;
    char *text = malloc(size + 1);
    CHECK(text != NULL);
    memcpy(text, data, size);
    text[size] = '\0';
    if (!round_parse(&r, a, "x.yaml", text, &errs)) {
        CHECK(errs.total > 0);
    } else {
        CHECK(errs.total == 0 && r->sha256[0] != '\0');
        for (size_t n = 1; n <= BIDS; n++)
            award(r, n);
        for (size_t n = 1; r->has_split && n <= WINNERS; n++) {
            split(r, n, 1);
            split(r, n, 100003);
        }
    }
    free(text);
    arena_free(a);
    return 0;
}
