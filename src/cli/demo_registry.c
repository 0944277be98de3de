#include "cli/demo_case.h"

/* Who and what: companies, products, prices seen before, institutions, areas of delivery. */

static void
companies(struct demo *d, const struct demo_case *c)
{
    struct outfile *f =
        demo_file(d, "companies", 0, "code,name,registrant,distributor,service,region");
    for (int i = 0; i < c->registrants; i++)
        demo_line(f, "%s,%s合成医疗第%02d有限公司,yes,no,%s,%s", c->registrant[i],
                  c->drug ? "药业" : "器械", i + 1, c->service ? "yes" : "no", c->home);
    for (int i = 0; i < c->distributors; i++)
        demo_line(f, "%s,合成配送%02d公司,no,yes,no,%s", c->distributor[i], i + 1, c->home);
    demo_end(d, f);
    f = demo_file(d, "licences", 0, "company,kind,number,from,document");
    for (int i = 0; i < c->distributors; i++)
        demo_line(f, "%s,%s,DEMO-%s-%02d,%s,合成许可证", c->distributor[i],
                  c->drug ? "drug" : "device", c->folder, i + 1, c->bid_on);
    demo_end(d, f);
    f = demo_file(d, "commitments", 0, "company,kind,date,document");
    for (int i = 0; i < c->registrants; i++) {
        demo_line(f, "%s,quality,%s,合成承诺书", c->registrant[i], c->bid_on);
        demo_line(f, "%s,supply,%s,合成承诺书", c->registrant[i], c->bid_on);
        demo_line(f, "%s,breach,%s,合成承诺书", c->registrant[i], c->bid_on);
    }
    demo_end(d, f);
}

static const char *
certificate(struct demo *d, const struct demo_case *c, int company, int group)
{
    return arena_printf(d->arena, "DEMO-%s-%lld-%d", c->folder, (long long)(c->first + company),
                        group + 1);
}

static void
certificates(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "certificates", 0, "number,company,from,to,kind");
    date from = date_add_years(demo_date(c->bid_on), -2);
    for (int g = 0; g < c->groups; g++)
        for (int i = 0; i < c->registrants; i++)
            demo_line(f, "%s,%s,%s,%s,registration", certificate(d, c, i, g), c->registrant[i],
                      demo_day(d->arena, from), demo_day(d->arena, date_add_years(from, 10)));
    demo_end(d, f);
}

static void
products(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "products", 0,
                                  "code,name,company,goods,unit,spec,certificate,insured,"
                                  "generic_name,form,strength,evaluation");
    for (int i = 0; i < c->products_n; i++) {
        const struct demo_product *p = &c->product[i];
        const struct demo_group *g = &c->group[p->group];
        demo_line(f, "%s,%s（合成）,%s,%s,%s,规格%d,%s,yes,%s,%s,%s,%s", p->code, g->name,
                  c->registrant[p->company], c->goods, g->unit, p->rank,
                  certificate(d, c, p->company, p->group), c->drug ? g->class : "",
                  c->drug ? "片剂" : "", c->drug ? "常用规格" : "",
                  !c->drug           ? "none"
                  : p->rank == 1     ? "originator"
                  : p->rank % 4 == 0 ? "not_evaluated"
                                     : "evaluated");
    }
    demo_end(d, f);
}

static void
prices(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "prices", 0, "product,kind,province,price,date,source");
    const char *on = demo_day(d->arena, date_add_days(demo_date(c->bid_on), -30));
    for (int i = 0; i < c->products_n; i++) {
        const struct demo_product *p = &c->product[i];
        demo_line(f, "%s,pre_vbp,%.2s0000,%s,%s,合成：集采前均价", p->code, c->regions,
                  demo_yuan(d->arena, p->before), on);
    }
    demo_end(d, f);
}

static void
institutions(struct demo *d, const struct demo_case *c)
{
    static const char *const level[] = {"tertiary", "secondary", "primary", "unrated"};
    struct outfile *f =
        demo_file(d, "institutions", 0, "code,name,region,level,kind,affiliation,pool");
    for (int i = 0; i < c->hospitals_n; i++) {
        const struct demo_hospital *h = &c->hospital[i];
        demo_line(f, "%s,%s,%s,%s,%s,%s,%06lld", h->code, h->name, h->region, level[h->level],
                  h->military    ? "military"
                  : h->unwilling ? "private"
                                 : "public",
                  h->level == 0 ? "city" : "county", (long long)c->pool);
    }
    demo_end(d, f);
}

/* Every distributor delivers to a run of counties; each county has several. */
static void
areas(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "distributors", 0, "distributor,region");
    for (int i = 0; i < c->distributors; i++)
        for (int h = 0; h < c->hospitals_n; h++) {
            const char *region = c->hospital[h].region;
            int seen = 0, place = 0;
            for (int k = 0; k < h; k++)
                if (c->hospital[k].region == region)
                    seen = 1;
            if (seen)
                continue;
            for (int k = 0; k < h; k++)
                place += c->hospital[k].region != region;
            if ((place + i) % c->caps < (c->caps + 1) / 2 || i % c->caps == 0)
                demo_line(f, "%s,%s", c->distributor[i], region);
        }
    demo_end(d, f);
}

static void
capacity(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "capacity", 0, "product,per_year");
    for (int i = 0; i < c->products_n; i++)
        if (c->product[i].selected)
            demo_line(f, "%s,%lld", c->product[i].code,
                      (long long)(c->group[c->product[i].group].base * 2));
    demo_end(d, f);
}

void
demo_registry(struct demo *d, const struct demo_case *c)
{
    companies(d, c);
    certificates(d, c);
    products(d, c);
    prices(d, c);
    institutions(d, c);
    demo_people(d, c);
    areas(d, c);
    capacity(d, c);
}
