#include "engine.h"

#include <string.h>

#include "engine/allocate.h"
#include "engine/award.h"
#include "engine/split.h"

static int64_t cells[CELLS]; /* of the module's one page; the engine itself keeps nothing */

int64_t *
engine_cells(void)
{
    return cells;
}

/* Cells as they stand in the agreed volume; the last is what no winner was named for. */
static int64_t
scale(int n, int64_t agreed_ppm, int64_t total, const int64_t reported[], int64_t out[])
{
    int64_t base[ENGINE_MAX + 1], rest[ENGINE_MAX + 1], left = total;
    for (int i = 0; i < n; i++) {
        base[i] = reported[i];
        left -= reported[i];
    }
    base[n] = left;
    int64_t agreed = split_half_up(total, agreed_ppm, RATIO_ONE);
    split_volume(agreed, base, (size_t)n + 1, out, rest);
    return agreed;
}

int
engine_split(int n, int is_share, int rank1, int sequential, int64_t agreed_ppm, int64_t total)
{
    static struct split_rules r;
    int64_t scaled[ENGINE_MAX + 1], keep[ENGINE_MAX], weight[ENGINE_MAX];
    struct allocate_plan p;
    int shares = sequential ? 1 : n;
    if (n < 1 || n > ENGINE_MAX)
        return ALLOCATE_TOO_MANY;
    memset(&r, 0, sizeof(r));
    r.ratio = is_share ? SPLIT_IS_SHARE : SPLIT_BEFORE;
    r.agreed_n = is_share ? 0 : 1;
    r.agreed[0] = (ratio){agreed_ppm};
    r.rest = rank1 ? REST_RANK1 : REST_SHARES;
    r.by = sequential ? SPLIT_GROUP : SPLIT_REPORTED;
    r.shares.kind = sequential ? TABLE_SEQUENTIAL : TABLE_RANK;
    r.shares.rows = 1;
    r.shares.n[0] = shares;
    for (int i = 0; i < shares; i++)
        r.shares.share[0][i] = (ratio){cells[2 * n + i]};
    r.keep = r.shares;
    enum allocate_verdict v =
        allocate_plan_make(&p, &r, cells, (size_t)n, keep, weight, NULL);
    if (v != ALLOCATE_OK)
        return (int)v;
    int64_t all = scale(n, p.agreed.ppm, total, &cells[n], scaled);
    const struct allocate_demand d = {.total = all, .reported = scaled};
    allocate_asks(&p, &d, &cells[3 * n], &cells[4 * n], NULL);
    return ALLOCATE_OK;
}

static void
award_rules(struct award_rules *r, int places, int64_t times_ppm, int64_t gap_ppm, int64_t ceiling)
{
    memset(r, 0, sizeof(*r));
    r->decimals = 2;
    r->ranking_clause = "";
    r->check[TEST_CEILING] =
        (struct award_check){.on = ceiling > 0, .k = {RATIO_ONE}, .clause = ""};
    r->quota[r->quotas++] =
        (struct award_quota){.unit = "", .kind = QUOTA_FIXED, .fixed = places, .clause = ""};
    struct award_step *s = &r->step[r->steps++];
    s->name = s->clause = "";
    s->outcome = AWARD_SELECT;
    s->cond[s->conds++] = (struct award_cond){.test = TEST_RANK_IN_QUOTA};
    if (times_ppm > 0)
        s->cond[s->conds++] = (struct award_cond){.test = TEST_LOWEST, .k = {times_ppm}};
    r->gap = (struct award_check){.on = gap_ppm > 0, .k = {gap_ppm}, .clause = ""};
    r->gap_refill = true;
}

int
engine_award(int n, int places, int64_t times_ppm, int64_t gap_ppm, int64_t ceiling)
{
    static struct award_rules r;
    static struct award_bid bid[ENGINE_MAX];
    static struct award_result out[ENGINE_MAX];
    static struct award_slot work[ENGINE_MAX];
    static char name[ENGINE_MAX][4];
    if (n < 0 || n > ENGINE_MAX)
        return -1;
    award_rules(&r, places, times_ppm, gap_ppm, ceiling);
    for (int i = 0; i < n; i++) {
        const char code[4] = {'B', (char)('0' + i / 10), (char)('0' + i % 10), '\0'};
        memcpy(name[i], code, sizeof(code));
        bid[i] = (struct award_bid){.product = name[i],
                                    .company = name[i],
                                    .related = "",
                                    .unit = "",
                                    .price = {cells[i]},
                                    .ceiling = {ceiling}};
        if (award_bid_check(&bid[i]) != BID_OK)
            return -1;
    }
    const struct award_group g = {.name = "", .bid = bid, .n = (size_t)n};
    enum award_status status = award_run(&r, &g, out, work);
    for (int i = 0; i < n; i++) {
        cells[n + i] = (int64_t)out[i].decision;
        cells[2 * n + i] = out[i].rank;
    }
    return (int)status;
}
