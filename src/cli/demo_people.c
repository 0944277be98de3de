/* demo_people.c - one person for each role of a case, marked as of the demonstration: a server that
 * runs as a simulation lets anybody in as one of them, without a password (access/enter.h). */
#include <string.h>

#include "access/role.h"
#include "cli/demo_case.h"

struct office {
    enum org_kind kind;
    const char *name; /* of the organisation and of who works there */
};

static const struct office offices[] = {
    {ORG_ALLIANCE, "联采办"},        {ORG_PLATFORM, "交易中心"},
    {ORG_MONITOR, "监测中心"},       {ORG_FUND, "经办机构"},
    {ORG_EXPERTS, "专家库"},         {ORG_HEALTH, "卫生健康委"},
    {ORG_MARKET, "市场监管局"},      {ORG_DRUG, "药监局"},
    {ORG_INDUSTRY, "工信部门"},      {ORG_FINANCE, "财政部门"},
    {ORG_DEVELOPMENT, "发展改革委"}, {ORG_TAX, "税务部门"},
    {ORG_RESOURCES, "公共资源部门"}, {ORG_AUDITOR, "审计部门"},
};
enum { OFFICES = sizeof(offices) / sizeof(*offices) };

/* The case's own region: its pool. */
static const char *
region(struct demo *d, const struct demo_case *c)
{
    return arena_printf(d->arena, "%06lld", (long long)c->pool);
}

static void
organisations(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "organisations", 0, "code,kind,name,region,pool");
    const char *at = region(d, c);
    demo_line(f, "%s-bureau,bureau,%s医保局（合成）,%s,0", c->folder, at, at);
    demo_line(f, "%s-county,bureau,%s医保局（合成）,%s,0", c->folder, c->hospital[0].region,
              c->hospital[0].region);
    for (int i = 0; i < OFFICES; i++)
        demo_line(f, "%s-%s,%s,%s（合成）,%s,0", c->folder, org_kind_names[offices[i].kind],
                  org_kind_names[offices[i].kind], offices[i].name, at);
    demo_line(f, "%s,institution,%s,%s,%lld", c->hospital[0].code, c->hospital[0].name,
              c->hospital[0].region, (long long)c->pool);
    demo_line(f, "%s,company,%s合成医疗第01有限公司,%s,0", c->registrant[0],
              c->drug ? "药业" : "器械", c->home);
    demo_line(f, "%s,company,合成配送01公司,%s,0", c->distributor[0], c->home);
    demo_end(d, f);
}

static const char *
bureau_role(const char *at)
{
    return region_reach(at) == REACH_PROVINCE ? "province" : "city";
}

/* clang-format off: it counts a Chinese character as two */
static void
user(struct outfile *f, const struct demo_case *c, const char *login, const char *name,
     const char *org, const char *roles)
{
    demo_line(f, "%s-%s,%s（合成）,%s,%s,%s,yes", c->folder, login, name, org, roles,
              c->bid_on);
}
/* clang-format on */

static void
users(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "users", 0, "login,name,org,roles,from,demo");
    const char *level = bureau_role(region(d, c));
    user(f, c, "bureau", "医保局", arena_printf(d->arena, "%s-bureau", c->folder),
         arena_printf(d->arena, "%s;manager", level));
    user(f, c, "county", "县区医保局", arena_printf(d->arena, "%s-county", c->folder),
         "county;manager");
    for (int i = 0; i < OFFICES; i++) {
        const char *kind = org_kind_names[offices[i].kind];
        char role[ROLES_TEXT_MAX];
        roles_text(org_kind_roles(offices[i].kind, ""), role);
        user(f, c, kind, offices[i].name, arena_printf(d->arena, "%s-%s", c->folder, kind), role);
    }
    user(f, c, "hospital", "采购部门", c->hospital[0].code, "hospital;manager");
    user(f, c, "department", "使用科室", c->hospital[0].code, "department");
    user(f, c, "registrant", "注册人", c->registrant[0], "registrant;manager");
    user(f, c, "distributor", "配送企业", c->distributor[0], "distributor;manager");
    /* Of the platform, and so once. */
    if (strcmp(c->folder, demo_case_of(0).folder) == 0)
        demo_line(f, "operator-admin,%s（合成）,operator,admin;manager,%s,yes",
                  "系统管理员", c->bid_on);
    demo_end(d, f);
}

void
demo_people(struct demo *d, const struct demo_case *c)
{
    if (c->people_elsewhere)
        return;
    organisations(d, c);
    users(d, c);
}
