#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "engine/allocate.h"
#include "engine/split.h"
#include "words/allocate.h"

/* The columns of scratch that one spill works on. */
struct spill {
    int64_t *over;         /* by row: what still looks for a place */
    int64_t *mine;         /* the part of it that may go to the target at hand */
    int64_t *given, *rest; /* for split_volume */
};

static int64_t
sum_of(const int64_t v[], size_t n)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i];
    return sum;
}

static int64_t
column_sum(const struct allocate_group *g, const int64_t m[], size_t w)
{
    int64_t sum = 0;
    for (size_t i = 0; i < g->rows; i++) {
        bool over = __builtin_add_overflow(sum, m[i * g->winners + w], &sum);
        assert(!over);
    }
    return sum;
}

static int64_t
min64(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Winner w serves `room` of what the column asks; the excess is left in s->over. */
static void
serve(struct allocate_group *g, int64_t m[], size_t w, int64_t asked, int64_t room, struct spill *s)
{
    for (size_t i = 0; i < g->rows; i++)
        s->over[i] = m[i * g->winners + w];
    split_volume(room, s->over, g->rows, s->given, s->rest);
    explain_add(g->x, RULE_NONE, M_X_CAPACITY, t_int((int64_t)w + 1), t_qty((qty){asked}),
                t_qty((qty){room}), t_qty((qty){s->over[g->watched]}),
                t_qty((qty){s->given[g->watched]}));
    for (size_t i = 0; i < g->rows; i++) {
        m[i * g->winners + w] = s->given[i];
        s->over[i] -= s->given[i];
    }
}

/* Of what is in s->mine, as much as winner w has room for. */
static void
move(struct allocate_group *g, size_t w, int64_t room[], struct spill *s)
{
    int64_t wanted = sum_of(s->mine, g->rows), give = min64(wanted, room[w]);
    if (give == 0)
        return;
    split_volume(give, s->mine, g->rows, s->given, s->rest);
    room[w] -= give;
    for (size_t i = 0; i < g->rows; i++) {
        g->spill[i * g->winners + w] += s->given[i];
        s->over[i] -= s->given[i];
    }
    if (s->mine[g->watched] > 0)
        explain_add(g->x, RULE_NONE, M_X_SPILL, t_int((int64_t)w + 1),
                    t_qty((qty){s->mine[g->watched]}), t_qty((qty){s->given[g->watched]}));
}

/* The excess of winner w: to the back-ups first, then along the ranks. */
static void
spill(struct allocate_group *g, size_t w, int64_t room[], struct spill *s)
{
    for (size_t t = 0; g->backup != NULL && t < g->winners; t++) {
        for (size_t i = 0; i < g->rows; i++)
            s->mine[i] = t != w && g->backup[i] == (int32_t)t ? s->over[i] : 0;
        move(g, t, room, s);
    }
    for (size_t k = 1; k < g->winners; k++) {
        memcpy(s->mine, s->over, g->rows * sizeof(*s->mine));
        move(g, (w + k) % g->winners, room, s);
    }
    for (size_t i = 0; i < g->rows; i++)
        g->unfilled[i] += s->over[i];
}

/* One stage: everybody's own asks first, so that nobody's excess takes another's place. */
static void
stage(struct allocate_group *g, int64_t m[], int64_t room[], struct spill *s)
{
    int64_t asked[WINNERS_MAX], served[WINNERS_MAX];
    for (size_t w = 0; w < g->winners; w++) {
        asked[w] = column_sum(g, m, w);
        served[w] = min64(asked[w], room[w]);
        room[w] -= served[w];
    }
    for (size_t w = 0; w < g->winners; w++)
        if (served[w] < asked[w]) {
            serve(g, m, w, asked[w], served[w], s);
            spill(g, w, room, s);
        }
}

void
allocate_capacity(struct allocate_group *g)
{
    int64_t room[WINNERS_MAX];
    size_t cells = g->rows * g->winners;
    struct spill s = {g->column, g->column + g->rows, g->column + 2 * g->rows,
                      g->column + 3 * g->rows};

    assert(g->winners > 0 && g->winners <= WINNERS_MAX && (g->x == NULL || g->watched < g->rows));
    memset(g->spill, 0, cells * sizeof(*g->spill));
    memset(g->unfilled, 0, g->rows * sizeof(*g->unfilled));
    for (size_t w = 0; w < g->winners; w++) {
        assert(g->capacity[w] >= 0 || g->capacity[w] == NO_LIMIT);
        room[w] = g->capacity[w] == NO_LIMIT ? INT64_MAX : g->capacity[w];
    }
    stage(g, g->kept, room, &s);
    stage(g, g->from, room, &s);
    for (size_t i = 0; i < cells; i++)
        g->from[i] += g->spill[i];
}
