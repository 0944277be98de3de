#include "project/compare.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *const line_kind_names[LINE_KINDS] = {"same", "gone", "new"};

struct lines {
    const char **list;
    size_t n;
};

static struct lines
cut(struct arena *a, const char *text)
{
    struct lines out = {.n = 0};
    size_t room = 1;
    for (const char *s = text; *s != '\0'; s++)
        room += *s == '\n';
    out.list = arena_array(a, const char *, room);
    for (char *s = arena_strdup(a, text); *s != '\0';) {
        size_t len = strcspn(s, "\n");
        bool last = s[len] == '\0';
        s[len] = '\0';
        out.list[out.n++] = s;
        s += len + !last;
    }
    return out;
}

static void
add(struct compared *c, enum line_kind kind, const char *text)
{
    c->list[c->n++] = (struct line){kind, text};
    c->gone += kind == LINE_GONE;
    c->fresh += kind == LINE_NEW;
}

/* best[i][j]: the longest common subsequence of was[i..] and is[j..]. */
static uint32_t *
lengths(const struct lines *was, const struct lines *is)
{
    size_t w = is->n + 1;
    uint32_t *best = calloc((was->n + 1) * w, sizeof(*best));
    if (best == NULL)
        abort();
    for (size_t i = was->n; i-- > 0;)
        for (size_t j = is->n; j-- > 0;) {
            uint32_t down = best[(i + 1) * w + j], right = best[i * w + j + 1];
            best[i * w + j] = strcmp(was->list[i], is->list[j]) == 0
                                  ? best[(i + 1) * w + j + 1] + 1
                                  : (down >= right ? down : right);
        }
    return best;
}

static void
middle(struct compared *c, const struct lines *was, const struct lines *is)
{
    size_t i = 0, j = 0, w = is->n + 1;
    bool small = (was->n + 1) * w <= COMPARE_CELLS;
    uint32_t *best = small ? lengths(was, is) : NULL;
    while (small && i < was->n && j < is->n) {
        if (strcmp(was->list[i], is->list[j]) == 0) {
            add(c, LINE_SAME, was->list[i++]);
            j++;
        } else if (best[(i + 1) * w + j] >= best[i * w + j + 1]) {
            add(c, LINE_GONE, was->list[i++]);
        } else {
            add(c, LINE_NEW, is->list[j++]);
        }
    }
    while (i < was->n)
        add(c, LINE_GONE, was->list[i++]);
    while (j < is->n)
        add(c, LINE_NEW, is->list[j++]);
    free(best);
}

struct compared
compare_lines(struct arena *a, const char *was, const char *is)
{
    struct lines x = cut(a, was), y = cut(a, is);
    struct compared c = {.list = arena_array(a, struct line, x.n + y.n + 1)};
    size_t head = 0, tail = 0;
    while (head < x.n && head < y.n && strcmp(x.list[head], y.list[head]) == 0)
        add(&c, LINE_SAME, x.list[head++]);
    while (head + tail < x.n && head + tail < y.n &&
           strcmp(x.list[x.n - 1 - tail], y.list[y.n - 1 - tail]) == 0)
        tail++;
    middle(&c, &(struct lines){x.list + head, x.n - head - tail},
           &(struct lines){y.list + head, y.n - head - tail});
    for (; tail > 0; tail--)
        add(&c, LINE_SAME, x.list[x.n - tail]);
    return c;
}
