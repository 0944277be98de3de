/* routes_grade.c - how a party stands on a day, which measures are in force, and what of it is made
 * public (I3). Offices see everybody, a party itself. */
#include <string.h>

#include "http/route.h"
#include "oversight/good_credit.h"
#include "oversight/routes.h"
#include "registry/credit_record.h"
#include "registry/pack_on.h"
#include "words/credit_http.h"

enum { CODE = 64, MEMORY = 64 * 1024 * 1024 };
#define READERS (OVERSIGHT_READERS | FUND_PARTIES)

static bool
is_party(const struct call *c)
{
    return (c->who.roles & FUND_PARTIES) != 0;
}

struct effect_out {
    const char *effect, *goods, *area, *event;
    date from, until;
};
#define S struct effect_out
static const struct field effect_fields[] = {
    F_TEXT(S, "effect", effect, 32, 0), F_TEXT(S, "goods", goods, 16, 0),
    F_TEXT(S, "area", area, 16, 0),     F_TEXT(S, "event", event, 128, 0),
    F_DATE(S, "from", from, 0),         F_DATE(S, "until", until, 0),
};
#undef S
static const struct shape effect_shape = SHAPE("CreditEffect", struct effect_out, effect_fields);

struct grade_out {
    const char *party, *name, *event, *matter, *good;
    int64_t grade;
    date until;
    struct list effects;
};
#define S struct grade_out
static const struct field grade_fields[] = {
    F_TEXT(S, "party", party, CODE, 0),
    F_INT(S, "grade", grade, 0, CREDIT_GRADES_MAX, 0), /* 0: nothing against it */
    F_TEXT(S, "name", name, 64, FIELD_OPT),
    F_TEXT(S, "event", event, 128, FIELD_OPT), /* that decides */
    F_TEXT(S, "matter", matter, 32, FIELD_OPT),
    F_DATE(S, "until", until, FIELD_OPT),
    F_TEXT(S, "good", good, 16, FIELD_OPT), /* does it earn an incentive: ok, or why not */
    F_LIST(S, "effects", effects, &effect_shape, 0, SHAPE_LIST_MAX, 0),
};
#undef S
static const struct shape grade_shape = SHAPE("CreditGrade", struct grade_out, grade_fields);

/* Texts of the record live in another arena. */
static void
fill_grade(struct call *c, const char *party, const struct credit_record *r, struct grade_out *out)
{
    struct arena *a = c->arena;
    size_t n = r->answer.n > SHAPE_LIST_MAX ? SHAPE_LIST_MAX : r->answer.n;
    struct effect_out *list = arena_array(a, struct effect_out, n + 1);
    *out = (struct grade_out){.party = arena_strdup(a, party),
                              .name = "",
                              .event = "",
                              .matter = "",
                              .good = "",
                              .grade = r->answer.grade};
    if (r->answer.grade > 0) {
        const struct credit_judged *worst = &r->judged[r->answer.event];
        out->name =
            arena_strdup(a, credit_grade_word(&r->book, worst->edition, r->answer.grade, c->lang));
        out->event = arena_strdup(a, r->event[r->answer.event].id);
        out->matter = credit_matter_name(r->event[r->answer.event].matter);
        out->until = worst->until;
    }
    for (size_t i = 0; i < n; i++) {
        const struct credit_effect_at *e = &r->answer.effect[i];
        list[i] = (struct effect_out){.effect = credit_effect_name(e->measure->effect),
                                      .goods = credit_goods_name(e->measure->goods),
                                      .area = credit_area_name(e->measure->area),
                                      .event = arena_strdup(a, r->event[e->event].id),
                                      .from = e->from,
                                      .until = e->until};
    }
    out->effects = (struct list){list, n};
}

/* `own`: memory that is free again afterwards. */
static bool
grade_of(struct call *c, struct arena *own, const struct policy *p, const char *party,
         struct grade_out *out)
{
    struct credit_record *r = arena_alloc(own, sizeof(*r));
    enum good_verdict good;
    if (!credit_on(c->db, own, party, c->today, p, r, NULL, &c->err) ||
        !good_on(c->db, own, c->pool, party, c->today, &good, &c->err))
        return false;
    fill_grade(c, party, r, out);
    out->good = good_verdict_name(good);
    return true;
}

static bool
grade_get(struct call *c)
{
    struct grade_out *out = arena_alloc(c->arena, sizeof(*out));
    const char *party = c->arg[1];
    struct policy *p;
    if (is_party(c) && strcmp(party, c->who.org) != 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_CREDIT_NO_PARTY, {party}, .field = "party");
    return pack_on(c->db, c->arena, c->pool, c->today, &p, &c->err) &&
           grade_of(c, c->arena, p, party, out) && reply(c, 200, out);
}

/* --- all of them --- */

struct grades_page {
    struct list items;
    const char *next;
};
static const struct field grades_page_fields[] = {
    F_LIST(struct grades_page, "items", items, &grade_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct grades_page, "next", next, 2048, FIELD_OPT),
};
static const struct shape grades_page_shape =
    SHAPE("CreditGradeList", struct grades_page, grades_page_fields);

/* A party: itself, whether anything was ever held against it or not. */
static bool
parties_asked(struct call *c, const char ***party, size_t *n)
{
    if (!is_party(c))
        return credit_parties(c->db, c->arena, c->pool, party, n, &c->err);
    *party = arena_array(c->arena, const char *, 1);
    **party = c->who.org;
    *n = 1;
    return true;
}

static bool
grades_list(struct call *c)
{
    const struct page_query *q = c->query;
    struct grades_page *out = arena_alloc(c->arena, sizeof(*out));
    const char **party, *after[1];
    size_t n = 0, at = 0, shown = 0, limit = (size_t)page_limit(&q->page);
    struct policy *p;
    if (!page_after(c, &q->page, 1, after) || !parties_asked(c, &party, &n) ||
        !pack_on(c->db, c->arena, c->pool, c->today, &p, &c->err))
        return false;
    while (at < n && strcmp(party[at], after[0]) <= 0)
        at++;
    struct grade_out *items = arena_array(c->arena, struct grade_out, limit);
    struct arena *own = arena_new(MEMORY);
    bool ok = true;
    for (; ok && at < n && shown < limit; at++) {
        ok = grade_of(c, own, p, party[at], &items[shown++]);
        arena_reset(own);
    }
    arena_free(own);
    if (!ok)
        return false;
    *out = (struct grades_page){{items, shown}, at < n ? page_next(c, 1, &party[at - 1]) : ""};
    return reply(c, 200, out);
}

/* --- what is public --- */

struct grades_out {
    struct list items;
    int64_t more;
};
static const struct field grades_fields[] = {
    F_LIST(struct grades_out, "items", items, &grade_shape, 0, SHAPE_LIST_MAX, 0),
    F_INT(struct grades_out, "more", more, 0, INT64_MAX, 0),
};
static const struct shape grades_shape = SHAPE("CreditGrades", struct grades_out, grades_fields);

/* What an edition says is to be made public here. */
static bool
grades_public(struct call *c)
{
    struct grades_out *out = arena_alloc(c->arena, sizeof(*out));
    struct grade_out *items = arena_array(c->arena, struct grade_out, SHAPE_LIST_MAX);
    struct arena *own = arena_new(MEMORY);
    const char **party;
    struct policy *p;
    size_t n = 0, shown = 0;
    bool ok = pack_on(c->db, c->arena, c->pool, c->today, &p, &c->err) &&
              credit_parties(c->db, c->arena, c->pool, &party, &n, &c->err);
    for (size_t i = 0; ok && i < n; i++) {
        struct credit_record *r = arena_alloc(own, sizeof(*r));
        ok = credit_on(c->db, own, party[i], c->today, p, r, NULL, &c->err);
        bool open = ok && credit_effect_find(&r->answer, r->event, CREDIT_PUBLISH, "", c->pool) <
                              r->answer.n;
        if (open && shown < SHAPE_LIST_MAX)
            fill_grade(c, party[i], r, &items[shown++]);
        else
            out->more += open;
        arena_reset(own);
    }
    arena_free(own);
    out->items = (struct list){items, shown};
    return ok && reply(c, 200, out);
}

#define POOL "/v1/pools/:pool"
#define PUBLIC "/v1/public/pools/:pool"
/* clang-format off */
static const struct route routes[] = {
    {.id = "credit_grade.show", .method = "GET", .path = POOL "/credit-grades/:party",
     .roles = READERS, .where = READ, .scope = SCOPE_POOL, .out = &grade_shape,
     .handle = grade_get, .summary = M_R_CREDIT_GRADE,
     .page = "credit"},
    {.id = "credit_grade.list", .method = "GET", .path = POOL "/credit-grades",
     .roles = READERS, .where = READ, .scope = SCOPE_POOL, .query = &page_shape,
     .out = &grades_page_shape, .handle = grades_list, .summary = M_R_CREDIT_GRADES,
     .page = "credit"},
    {.id = "public.credit_grades", .method = "GET", .path = PUBLIC "/credit-grades",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .out = &grades_shape,
     .handle = grades_public, .summary = M_R_CREDIT_GRADES_PUBLIC,
     .page = "open-supervision"},
};
/* clang-format on */
const struct routes grade_routes = ROUTES(routes);
