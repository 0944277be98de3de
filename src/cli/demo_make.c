#include <assert.h>
#include <string.h>

#include "base/host/embed.h"
#include "cli/demo_case.h"
#include "engine/split.h"

enum { COUNTIES_MAX = 200, WEIGHT_TERTIARY = 14, WEIGHT_SECONDARY = 5, WEIGHT_PRIMARY = 2 };

struct county {
    const char *code, *name;
};

/* The counties of data/regions.csv whose code begins so; "市辖区" and the like are no places. */
static int
counties(struct arena *a, const char *prefix, struct county out[COUNTIES_MAX])
{
    const struct embedded *f = embedded_find("data/regions.csv");
    int n = 0;
    assert(f != NULL);
    for (const char *s = strchr(f->bytes, '\n') + 1; *s != '\0'; s = strchr(s, '\n') + 1) {
        const char *name = s + 7, *end = strchr(name, ',');
        bool county = s[4] != '0' || s[5] != '0';
        bool place = strncmp(name, "市辖区", 9) != 0;
        if (strncmp(s, prefix, strlen(prefix)) != 0 || !county || !place)
            continue;
        assert(n < COUNTIES_MAX);
        out[n++] = (struct county){arena_printf(a, "%.6s", s),
                                   arena_printf(a, "%.*s", (int)(end - name), name)};
    }
    assert(n > 0);
    return n;
}

static const char *
hospital_name(struct arena *a, const struct demo_hospital *h, const char *county, int k)
{
    static const char *const kind[] = {"中心医院", "人民医院", "卫生院", "门诊部"};
    if (h->military)
        return arena_printf(a, "%s驻地部队医院%d（合成）", county, k);
    return arena_printf(a, "%s第%d%s（合成）", county, k, kind[h->level]);
}

static void
make_hospitals(struct demo *d, struct demo_case *c)
{
    struct county *county = arena_array(d->arena, struct county, COUNTIES_MAX);
    int n = counties(d->arena, c->regions, county);
    c->hospitals_n = c->hospitals;
    c->hospital = arena_array(d->arena, struct demo_hospital, (size_t)c->hospitals);
    for (int i = 0; i < c->hospitals; i++) {
        struct demo_hospital *h = &c->hospital[i];
        const struct county *at = &county[i % n];
        h->region = at->code;
        h->level = i < n ? 1 : (int)demo_dice(c->pool, i, 1, 10) < 3 ? 0 : i % 3 == 0 ? 2 : 1;
        if (i == 0)
            h->level = 0;
        h->military = i > 0 && i % 45 == 44;
        h->unwilling = i % 40 == 39;
        if (i % 40 == 38)
            h->level = 3;
        char *code = arena_printf(d->arena, "H%s%05d", at->code, 101 + i);
        memcpy(h->code, code, strlen(code) + 1);
        h->name = hospital_name(d->arena, h, at->name, i / n + 1);
    }
}

static void
make_companies(struct demo *d, struct demo_case *c)
{
    c->registrant = arena_alloc_n(d->arena, (size_t)c->registrants, DEMO_CODE_MAX);
    c->distributor = arena_alloc_n(d->arena, (size_t)c->distributors, DEMO_CODE_MAX);
    for (int i = 0; i < c->registrants; i++)
        demo_company_code(c->registrant[i], c->home, c->first + i);
    for (int i = 0; i < c->distributors; i++)
        demo_company_code(c->distributor[i], c->home, c->first + 500 + i);
}

/* C, 14 digits of the class (the last three a running feature), 5 of the company; or X and 22. */
static void
product_code(struct demo *d, const struct demo_case *c, struct demo_product *p, int k)
{
    const char *class = c->group[p->group].class;
    long long company = (long long)(c->first + p->company);
    char *code = c->drug ? arena_printf(d->arena, "X%02d%010lld%010d", p->group + 1, company, k + 1)
                         : arena_printf(d->arena, "%s%03d%05lld", class, k / c->registrants + 1,
                                        company % 100000);
    assert(strlen(code) == (c->drug ? 23 : 20));
    memcpy(p->code, code, strlen(code) + 1);
}

static void
make_products(struct demo *d, struct demo_case *c)
{
    int n = 0;
    for (int g = 0; g < c->groups; g++)
        n += c->group[g].products;
    c->products_n = n;
    c->product = arena_array(d->arena, struct demo_product, (size_t)n);
    n = 0;
    for (int g = 0; g < c->groups; g++)
        for (int k = 0; k < c->group[g].products; k++, n++) {
            const struct demo_group *in = &c->group[g];
            struct demo_product *p = &c->product[n];
            *p = (struct demo_product){.group = g,
                                       .company = (n + g) % c->registrants,
                                       .rank = k + 1,
                                       .selected = k < in->selected};
            p->price = (money){(in->lowest + in->step * k) * MONEY_FEN + (c->drug ? 37 * k : 0)};
            p->before = (money){(in->before + in->step * (k % 5 - 2)) * MONEY_FEN};
            if (c->service)
                p->with_service = (money){p->price.units / MONEY_FEN * 108 / 100 * MONEY_FEN};
            product_code(d, c, p, k);
        }
    for (int i = 0; i < n; i++)
        c->product[i].final = c->product[i].price;
    if (c->prices != NULL)
        c->prices(c->product, n);
}

/* The selected products of a group that a hospital of this level uses, `want` of them. */
static int
products_used(const struct demo_case *c, int hospital, int group, int want, int out[])
{
    int n = 0, first = 0, selected = c->group[group].selected;
    while (c->product[first].group != group)
        first++;
    want = want < selected ? want : selected;
    int from = (int)demo_dice(c->pool, hospital, group, selected);
    for (int k = 0; n < want; k++)
        out[n++] = first + (from + k * 7) % selected;
    for (int i = 1; i < n; i++) /* a stride of 7 may meet itself: take neighbours then */
        for (int j = 0; j < i; j++)
            if (out[i] == out[j]) {
                out[i] = first + (out[i] - first + 1) % selected;
                j = -1;
            }
    return n;
}

/* A group's base over the hospitals in fives, so that 80 % of each cell is whole; the last takes
 * what is left over. */
static void
make_group_demand(struct demo *d, struct demo_case *c, int g)
{
    static const int weight_of[] = {WEIGHT_TERTIARY, WEIGHT_SECONDARY, WEIGHT_PRIMARY, 1};
    size_t n = (size_t)c->hospitals_n;
    int64_t *base = arena_array(d->arena, int64_t, n), *units = arena_array(d->arena, int64_t, n);
    int64_t *rest = arena_array(d->arena, int64_t, n);
    for (size_t i = 0; i < n; i++)
        base[i] = c->hospital[i].unwilling ? 0
                                           : weight_of[c->hospital[i].level] *
                                                 (80 + demo_dice(c->pool, (int64_t)i, g, 40));
    split_volume(c->group[g].base / 5, base, n, units, rest);
    for (size_t i = 0; i < n; i++) {
        int used[8], want = c->hospital[i].level == 0 ? 3 : c->hospital[i].level == 1 ? 2 : 1;
        int64_t part[8], share[8], scratch[8];
        int k = products_used(c, (int)i, g, want, used);
        for (int j = 0; j < k; j++)
            share[j] = k - j + 1;
        split_volume(units[i], share, (size_t)k, part, scratch);
        for (int j = 0; j < k; j++)
            if (part[j] > 0)
                c->line[c->lines_n++] =
                    (struct demo_line){.hospital = (int)i,
                                       .product = used[j],
                                       .qty = part[j] * 5,
                                       .agreed = part[j] * 5 * c->agreed_percent / 100};
    }
}

void
demo_make(struct demo *d, struct demo_case *c)
{
    make_hospitals(d, c);
    make_companies(d, c);
    make_products(d, c);
    c->line = arena_array(d->arena, struct demo_line, (size_t)(c->hospitals_n * c->groups * 3));
    for (int g = 0; g < c->groups; g++)
        make_group_demand(d, c, g);
    for (int i = 0; i < c->lines_n; i++) {
        const struct demo_line *l = &c->line[i];
        struct demo_hospital *h = &c->hospital[l->hospital];
        h->units += l->qty;
        h->agreed += c->product[l->product].final.units / MONEY_FEN * l->agreed;
    }
}
