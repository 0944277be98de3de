#include <stdio.h>
#include <string.h>

#include "fund/routes.h"
#include "words/route_fund.h"

static const struct field done_fields[] = {
    F_INT(struct fund_done, "new", fresh, 0, INT64_MAX, 0),
    F_INT(struct fund_done, "same", same, 0, INT64_MAX, 0),
};
const struct shape fund_done_shape = SHAPE("FundDone", struct fund_done, done_fields);

static const struct field ending_in_fields[] = {
    F_TEXT(struct ending_in, "reason", reason, 500, 0),
};
const struct shape ending_in_shape = SHAPE("PaymentEnd", struct ending_in, ending_in_fields);

bool
fund_done(struct call *c, int64_t fresh, int64_t same)
{
    struct fund_done *d = arena_alloc(c->arena, sizeof(*d));
    *d = (struct fund_done){fresh, same};
    bool made = fresh > 0 && (c->route->flags & ROUTE_CREATES) != 0;
    return reply(c, made ? 201 : 200, d);
}

bool
fund_done_one(struct call *c, enum put how)
{
    return fund_done(c, how != PUT_SAME, how == PUT_SAME);
}

bool
fund_whole_pool(struct call *c)
{
    char code[24];
    snprintf(code, sizeof(code), "%06lld", (long long)c->pool);
    return region_within(code, c->who.region) ||
           err_set(&c->err, ERR_DENIED, M_FUND_NOT_WHOLE_POOL, {c->who.region, code});
}

void
fund_sight(const struct call *c, struct sight *out)
{
    sight_of(&c->who, out);
}

bool
fund_month_page(struct call *c, const struct query *q, struct rows *r, size_t *n)
{
    int64_t limit = page_limit(c->query);
    const char *after[1];
    struct sight s;
    month m;
    fund_sight(c, &s);
    if (!call_arg_month(c, 2, &m) || !page_after(c, c->query, 1, after) ||
        !db_run(c->db, q, c->arena, r, &c->err, v_int(c->pool), v_text(c->arg[1]),
                v_text(c->arg[2]), v_text(s.lo), v_text(s.hi), v_text(s.institution),
                v_text(after[0]), v_int(limit + 1)))
        return false;
    *n = r->n > (size_t)limit ? (size_t)limit : r->n;
    return true;
}

const char *
fund_project(const char *arg)
{
    return strcmp(arg, "-") == 0 ? "" : arg;
}

bool
fund_item_place(struct call *c, size_t i)
{
    struct err_place *at = &c->err.at;
    const char *field = strcmp(at->field, "date") == 0 ? "on" : at->field;
    snprintf(at->file, sizeof(at->file), "/items/%zu%s%s", i, *field != '\0' ? "/" : "", field);
    return false;
}
