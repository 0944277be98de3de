#include "registry/dated.h"

#include <string.h>

#include "words/http.h"

date
dated_day(const char *text)
{
    date d = {0};
    if (strcmp(text, DATE_OPEN) != 0 && strcmp(text, DATE_EVER) != 0)
        (void)date_parse(&d, text);
    return d;
}

struct val
dated_limit(const struct page *p)
{
    return v_int(page_limit(p) + 1);
}

static bool
answer(struct call *c, char *items, size_t n, const char *next)
{
    struct dated_list *out = arena_array(c->arena, struct dated_list, 1);
    *out = (struct dated_list){{items, n}, next};
    return reply(c, 200, out);
}

bool
dated_page(struct call *c, const struct rows *r, size_t size, dated_take *take)
{
    const struct page *p = c->query; /* the first member of every page query */
    size_t limit = (size_t)page_limit(p), n = r->n > limit ? limit : r->n;
    char *items = arena_alloc(c->arena, size * (n + 1));
    for (size_t i = 0; i < n; i++)
        take(items + size * i, row_text(r, i, 0), r, i, 1);
    const char *last[] = {n > 0 ? row_text(r, n - 1, 0) : ""};
    return answer(c, items, n, r->n > n ? page_next(c, 1, last) : "");
}

bool
dated_past(struct call *c, const struct rows *r, size_t size, dated_take *take)
{
    if (r->n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    char *items = arena_alloc(c->arena, size * r->n);
    for (size_t i = 0; i < r->n; i++)
        take(items + size * i, c->arg[0], r, i, 0);
    return answer(c, items, r->n, "");
}
