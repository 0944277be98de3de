/* Projects, documents, notices, demand and volumes as clerks, reviewers and offices see them, over
 * HTTP, every answer against the printed OpenAPI document: one project over two pools, from its draft
 * to volumes at every institution. On each database. */
#include "../http/site.h"
#include "access/role.h"
#include "demand/routes.h"
#include "intake/routes.h"
#include "listing/recorded.h"
#include "listing/routes.h"
#include "project/routes.h"
#include "registry/institution.h"
#include "registry/region.h"
#include "registry/routes.h"

enum { HOME = 500000, OTHER = 532300 };

/* --- who asks --- */

static const struct who {
    const char *user, *kind, *org, *region;
    uint64_t roles;
    int64_t pool;
} people[] = {
    {"office", "bureau", "B50", "500000", AS_PROVINCE, HOME},
    {"district", "bureau", "B500103", "500103", AS_COUNTY, HOME},
    {"neighbour", "bureau", "B500105", "500105", AS_COUNTY, HOME},
    {"trading", "platform", "T50", "500000", AS_PLATFORM, HOME},
    {"insurance", "fund", "F50", "500000", AS_FUND, HOME},
    {"zhang", "institution", "H50010300001", "500103", AS_HOSPITAL, HOME},
    {"wang", "institution", "H50010500001", "500105", AS_HOSPITAL, HOME},
    {"acme", "company", "91330100799655058B", "", AS_REGISTRANT, HOME},
    {"chuxiong", "bureau", "B5323", "532300", AS_CITY, OTHER},
    {"yunnan", "platform", "T53", "530000", AS_PLATFORM, OTHER},
    {"lufeng", "bureau", "B532302", "532302", AS_COUNTY, OTHER},
    {"zhao", "institution", "H53230200001", "532302", AS_HOSPITAL, OTHER},
};

static bool
who(struct call *c)
{
    const char *said = call_header(c, "X-Test-User");
    for (size_t i = 0; said != NULL && i < COUNT(people); i++) {
        const struct who *w = &people[i];
        int64_t *pools = arena_array(c->arena, int64_t, 2);
        if (strcmp(w->user, said) != 0)
            continue;
        pools[0] = w->pool;
        pools[1] = HOME;
        c->who = (struct person){.user = w->user, .org = w->org, .org_kind = w->kind, .region = w->region,
                                 .pools = pools, .pools_n = 1, .roles = w->roles, .session = SESSION_COOKIE};
    }
    return true;
}

static const struct routes *const wings[] = {
    &institution_routes, &company_routes, &product_routes, &project_routes, &document_routes,
    &announcement_routes, &way_routes, &report_routes, &review_routes, &volume_routes, &buying_routes,
    &intake_routes, &price_routes, &hint_routes, &platform_routes, NULL,
};
static const struct api api = {.wings = wings, .role_names = role_names, .who = who};

/* --- a database and a server --- */

static size_t database;
static struct server *server;
static int calls;

static bool
registry(struct db *db, void *arg, struct err *e)
{
    static const struct region r[] = {
        {"500000", "cq", "", REGION_PROVINCE},     {"500100", "c", "500000", REGION_CITY},
        {"500103", "yz", "500100", REGION_COUNTY}, {"500105", "jb", "500100", REGION_COUNTY},
        {"530000", "yn", "", REGION_PROVINCE},     {"532300", "cx", "530000", REGION_CITY},
        {"532302", "lf", "532300", REGION_COUNTY}};
    static const struct pool p[] = {{HOME, "500000", "cq", POOL_WHOLE}, {OTHER, "532300", "cx", POOL_CITY}};
    static const struct {
        const char *code, *region;
    } h[] = {{"H50010300001", "500103"}, {"H50010500001", "500105"}, {"H53230200001", "532302"}};
    struct arena *a = arg;
    enum put how;
    for (size_t i = 0; i < COUNT(r); i++)
        if (!region_put(db, a, &r[i], &how, e))
            return false;
    for (size_t i = 0; i < COUNT(p); i++)
        if (!pool_put(db, a, &p[i], &how, e))
            return false;
    for (size_t i = 0; i < COUNT(h); i++) {
        const struct institution in = {.code = h[i].code, .name = "h", .region = h[i].region,
                                       .level = LEVEL_TERTIARY, .affiliation = OF_COUNTY, .successor = ""};
        if (!institution_put(db, a, &in, &how, e))
            return false;
    }
    return pool_pack_put(db, a, HOME, (date){0}, "chongqing", &how, e) &&
           pool_pack_put(db, a, OTHER, (date){0}, "chuxiong", &how, e);
}

static int
setup(void **state)
{
    struct err e;
    (void)state;
    site_open(database, &api, 64 << 20);
    OK(db_tx(fresh_db, 0, registry, fresh_arena, &e));
    server = site_serve((struct server_config){.simulate = true});
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    server_stop(server);
    site_close();
    return 0;
}

/* --- asking --- */

static json_t *last;
static const char *today = "2024-05-06";

static void
send_as(const char *as, const char *method, const char *path, const char *type, const char *body, int status)
{
    const char *headers =
        arena_printf(fresh_arena, "X-Jicai-Today: %s\r\nIdempotency-Key: k%d\r\n%s%s%s", today,
                     ++calls, *as != '\0' ? "X-Test-User: " : "", as, *as != '\0' ? "\r\n" : "");
    struct site_answer a = site_ask(server, method, path, headers, type, body, strlen(body));
    if (a.status != status)
        fail_msg("%s %s %s: %d, not %d: %s", as, method, path, a.status, status, a.body);
    json_decref(last);
    last = json_loadb(a.body, a.body_n, 0, NULL);
}

/* The body with ' for ". */
static void
ask(const char *as, const char *method, const char *path, const char *body, int status)
{
    char text[4096];
    size_t i = 0;
    for (; body[i] != '\0' && i + 1 < sizeof(text); i++)
        text[i] = body[i] == '\'' ? '"' : body[i];
    text[i] = '\0';
    send_as(as, method, path, "application/json", text, status);
}

static const char *
text_at(const char *name)
{
    const char *s = json_string_value(json_object_get(last, name));
    return s != NULL ? s : "";
}

static int64_t
int_at(const char *name)
{
    return json_integer_value(json_object_get(last, name));
}

static json_t *
item(size_t i)
{
    return json_array_get(json_object_get(last, "items"), i);
}

#define PP "/v1/pools/500000/projects"
#define P PP "/P"
#define O "/v1/pools/532300/projects/P"

static void
phase(const char *name)
{
    char body[64];
    snprintf(body, sizeof(body), "{'to':'%s'}", name);
    ask("office", "POST", P "/moves", body, 200);
}

static void
days(const char *name, const char *from, const char *to)
{
    char path[128], body[128];
    snprintf(path, sizeof(path), P "/phases/%s", name);
    snprintf(body, sizeof(body), "{'from':'%s','to':'%s'}", from, to);
    ask("office", "PUT", path, body, 201);
}

/* A draft: its groups, its participants, its members; a document in three steps. */
static void
drafted(void)
{
    ask("zhang", "POST", PP, "{}", 403);
    ask("office", "POST", PP,
        "{'project':'P','name':'Scalpels','pack':'chongqing','goods':'high_value','form':'national',"
        "'executed_on':'2024-09-10','cycle_months':24}", 201);
    assert_string_equal(text_at("phase"), "draft");
    ask("office", "POST", PP,
        "{'project':'P','name':'Other','pack':'chongqing','goods':'drug','form':'city',"
        "'executed_on':'2024-09-10','cycle_months':24}", 409);
    ask("office", "PUT", P "/groups/A", "{'name':'heads','unit':'piece','ceiling':'5800.00'}", 201);
    ask("office", "PUT", P "/groups/A", "{'name':'heads','unit':'piece','ceiling':'5800.00'}", 200);
    ask("office", "PUT", P "/groups/B", "{'name':'cables','unit':'set'}", 201);
    ask("office", "PUT", P "/participants/H50010300001", "{'takes_part':true}", 201);
    ask("office", "PUT", P "/participants/H50010500001", "{'takes_part':true}", 201);
    ask("office", "POST", P "/members", "{'member':'500000'}", 201);
    ask("office", "POST", P "/members", "{'member':'532300'}", 201);
    ask("office", "POST", P "/moves", "{'to':'published'}", 409); /* no document */
    ask("office", "PUT", P "/way", "{'way':'barter'}", 400);
    ask("office", "PUT", P "/way", "{'way':'auction'}", 400);
    ask("office", "PUT", "/v1/pools/500000/ways/auction",
        "{'name':'auction','from':'2024-05-01','open':true,'least_institutions':2,'document':'notice 7'}", 201);
    ask("office", "PUT", P "/way", "{'way':'auction'}", 201);
    ask("zhang", "GET", "/v1/pools/500000/ways", "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 1);

    ask("office", "POST", P "/documents", "{'document':'D','kind':'procurement','title':'t','text':'a'}", 403);
    ask("trading", "POST", P "/documents", "{'document':'D','kind':'procurement','title':'t','text':'one\\ntwo\\n'}", 201);
    ask("trading", "POST", P "/documents/D/submit", "{'version':1}", 200);
    ask("office", "POST", P "/documents/D/approve", "{'version':1}", 409); /* not reviewed */
    ask("insurance", "POST", P "/documents/D/return", "{'version':1}", 400);
    ask("insurance", "POST", P "/documents/D/return", "{'version':1,'reason':'the term'}", 200);
    ask("trading", "POST", P "/documents", "{'document':'D','kind':'procurement','title':'t','text':'one\\nthree\\n'}", 201);
    ask("trading", "POST", P "/documents/D/submit", "{'version':2}", 200);
    ask("insurance", "POST", P "/documents/D/review", "{'version':2}", 200);
    ask("", "GET", "/v1/public/pools/500000/projects/P/documents/D", "", 404);
    ask("office", "POST", P "/documents/D/approve", "{'version':2}", 200);
    ask("trading", "GET", P "/documents/D/compare?from=1&to=2", "", 200);
    assert_int_equal(int_at("gone"), 1);
    assert_int_equal(int_at("new"), 1);
    ask("trading", "GET", P "/documents/D/versions", "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 2);
}

static void
published(void)
{
    phase("published");
    ask("trading", "POST", P "/announcements",
        "{'announcement':'1','kind':'procurement','title':'t','text':'x','document':'D','version':2}", 201);
    ask("", "GET", "/v1/public/pools/500000/projects/P/documents/D", "", 200);
    ask("", "GET", "/v1/public/pools/500000/announcements", "", 200);
    assert_string_equal(json_string_value(json_object_get(item(0), "announcement")), "1");
    days("reporting", "2024-05-10", "2024-05-20");
    days("review", "2024-05-21", "2024-06-10");
    days("bidding", "2024-06-11", "2024-06-20");
    phase("reporting");
    ask("office", "PUT", P "/groups/C", "{'name':'late','unit':'set'}", 409);
    ask("chuxiong", "POST", O "/copy", "{'home':'500000'}", 201);
    ask("chuxiong", "POST", O "/copy", "{'home':'500000'}", 200);
    ask("chuxiong", "GET", O, "", 200);
    assert_string_equal(text_at("pack"), "chuxiong");
    assert_true(json_is_true(json_object_get(last, "copy")));
    ask("chuxiong", "PUT", O "/participants/H53230200001", "{'takes_part':true}", 201);
    ask("chuxiong", "GET", P, "", 404); /* another pool's */
}

#define Z P "/reports/H50010300001"
#define W P "/reports/H50010500001"
#define LF O "/reports/H53230200001"
#define LINES(v, a, b) "{'version':" v ",'lines':[{'group':'A','qty':" a "},{'group':'B','qty':" b "}]}"

static void
reported(void)
{
    ask("zhang", "POST", Z, LINES("0", "100", "7"), 409); /* not open yet */
    today = "2024-05-12";
    ask("zhang", "POST", Z, LINES("0", "100", "7"), 201);
    ask("zhang", "POST", Z, LINES("0", "100", "7"), 200);
    ask("zhang", "POST", Z, LINES("0", "120", "7"), 409); /* on an old version */
    ask("zhang", "GET", Z "/template", "", 200);
    ask("wang", "GET", Z "/template", "", 404);
    ask("zhang", "GET", Z "/versions/1", "", 200);
    ask("wang", "GET", Z, "", 404);                        /* a stranger's */
    ask("wang", "POST", Z, LINES("1", "1", "1"), 404);
    ask("zhang", "POST", Z "/submit", "{'version':1}", 200);
    assert_int_equal(int_at("flagged"), 2);
    send_as("wang", "POST", P "/imports/reports?dry_run=true", "text/csv",
            "hospital,group,product,qty\nH50010500001,A,,51\nH50010500001,X,,1\n", 200);
    assert_int_equal(int_at("mistakes_total"), 1);
    assert_true(json_is_false(json_object_get(last, "written")));
    send_as("wang", "POST", P "/imports/reports", "text/csv",
            "hospital,group,product,qty\nH50010500001,A,,51\nH50010300001,B,,1\n", 200);
    assert_true(json_is_false(json_object_get(last, "written")));
    send_as("wang", "POST", P "/imports/reports?accept_good_rows=true", "text/csv",
            "hospital,group,product,qty\nH50010500001,A,,51\nH50010500001,X,,1\n", 200);
    send_as("wang", "POST", P "/imports/usage", "text/csv", "hospital\n", 403);
    send_as("wang", "POST", P "/imports/reviews", "text/csv", "hospital\n", 404);
    ask("wang", "POST", W "/submit", "{'version':1}", 200);
    ask("zhao", "POST", LF, LINES("0", "33", "3"), 201);
    ask("zhao", "POST", LF "/submit", "{'version':1}", 200);
    today = "2024-05-21";
    ask("zhang", "POST", Z, LINES("1", "1", "1"), 409); /* closed */
}

#define CELL(h, g, rest) "{'lines':[{'institution':'" h "','group':'" g "'," rest "}]}"

static void
reviewed(void)
{
    phase("review");
    ask("district", "GET", P "/demand?state=reported", "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 2); /* of its own district */
    ask("wang", "GET", P "/demand", "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 1); /* its own */
    ask("neighbour", "POST", P "/reviews", CELL("H50010300001", "A", "'verdict':'passed'"), 404);
    ask("office", "POST", P "/reviews", CELL("H50010300001", "A", "'verdict':'passed'"), 400); /* not next */
    ask("district", "POST", P "/reviews", CELL("H50010300001", "A", "'verdict':'returned'"), 400);
    ask("district", "POST", P "/reviews", CELL("H50010300001", "A", "'verdict':'returned','reason':'too much'"), 200);
    ask("district", "POST", P "/reviews",
        CELL("H50010300001", "B", "'verdict':'set','qty':6,'reason':'as last year','ground':'last_year_usage'"), 200);
    ask("neighbour", "POST", P "/reviews", CELL("H50010500001", "A", "'verdict':'passed'"), 200);
    ask("zhang", "POST", Z, LINES("1", "90", "8"), 201);
    ask("zhang", "POST", Z "/submit", "{'version':2}", 409); /* B was not sent back */
    ask("zhang", "POST", Z, LINES("2", "90", "7"), 201);
    ask("zhang", "POST", Z "/submit", "{'version':3}", 200);
    assert_int_equal(int_at("again"), 1);
    ask("office", "POST", P "/moves", "{'to':'bidding'}", 409); /* not reviewed */
    ask("district", "POST", P "/reviews", CELL("H50010300001", "A", "'verdict':'passed'"), 200);
    ask("office", "POST", P "/reviews", CELL("H50010300001", "A", "'verdict':'passed'"), 200);
    ask("office", "POST", P "/reviews", CELL("H50010300001", "B", "'verdict':'passed'"), 200);
    ask("office", "POST", P "/reviews", CELL("H50010500001", "A", "'verdict':'passed'"), 200);
    ask("zhang", "GET", P "/reviews?group=A&institution=H50010300001", "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 3);
    ask("chuxiong", "POST", O "/copy", "{'home':'500000'}", 200);
    ask("office", "POST", P "/summaries", "{'member':'532300'}", 409); /* not reviewed there */
    ask("lufeng", "POST", O "/reviews", CELL("H53230200001", "A", "'verdict':'passed'"), 200);
    ask("lufeng", "POST", O "/reviews", CELL("H53230200001", "B", "'verdict':'passed'"), 200);
}

/* Demand up, volumes down: A 90 + 51 + 33 = 174, 60 % are 104.4 -> 104. */
static void
divided(void)
{
    ask("office", "POST", P "/volumes/A/division", "{'ratio':'60%'}", 409); /* nothing went up */
    ask("office", "POST", P "/summaries", "{'member':'500000'}", 200);
    ask("office", "POST", P "/summaries", "{'member':'532300'}", 200);
    ask("chuxiong", "POST", O "/volumes/A/part", "{'home':'500000'}", 409);
    ask("office", "POST", P "/volumes/A/division", "{'ratio':'60%'}", 200);
    assert_int_equal(int_at("base"), 174);
    assert_int_equal(int_at("agreed"), 104);
    ask("office", "POST", P "/volumes/publication", "{'announcement':'2','title':'volumes'}", 409); /* B is missing */
    ask("office", "POST", P "/volumes/B/division", "{'ratio':'80%'}", 200);
    ask("chuxiong", "POST", O "/volumes/A/part", "{'home':'500000'}", 200);
    int64_t there = int_at("agreed");
    ask("office", "POST", P "/volumes/A/part", "{'home':'500000'}", 200);
    ask("chuxiong", "GET", O "/volumes/A", "", 200);
    assert_int_equal(there, 20); /* 104 x 33 / 174 = 19.7 */
    ask("", "GET", "/v1/public/pools/500000/projects/P/volumes", "", 404);
    ask("office", "POST", P "/volumes/publication", "{'announcement':'2','title':'volumes'}", 201);
    ask("", "GET", "/v1/public/pools/500000/projects/P/volumes", "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 2);
    assert_true(json_is_true(json_object_get(last, "national")));
}

static void
on_notice(void)
{
    phase("bidding");
    phase("opening");
    phase("notice");
    today = "2024-07-01";
    ask("trading", "POST", P "/announcements", "{'announcement':'3','kind':'notice','title':'award','text':''}", 201);
    assert_string_equal(text_at("object_until"), "2024-07-08");
    ask("acme", "POST", P "/announcements/3/objections", "{'text':'our price was lower'}", 201);
    ask("office", "POST", P "/moves", "{'to':'allocation'}", 409);
    today = "2024-07-09";
    ask("acme", "POST", P "/announcements/3/objections", "{'text':'and another thing'}", 409);
    ask("acme", "POST", P "/announcements/3/objections/1/answer", "{'answer':'no','upheld':false}", 403);
    ask("office", "POST", P "/announcements/3/objections/1/answer", "{'answer':'it was not','upheld':false}", 200);
    ask("acme", "GET", P "/announcements/3/objections", "", 200);
    phase("allocation");
    ask("", "GET", "/v1/public/pools/500000/projects/P/announcements/3", "", 200);
    assert_string_equal(text_at("notice"), "over");
    ask("office", "GET", P "/events", "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 8);
}

static void
test_a_project_over_two_pools(void **state)
{
    (void)state;
    today = "2024-05-06";
    drafted();
    published();
    reported();
    reviewed();
    divided();
    on_notice();
}

static void
test_master_data(void **state)
{
    (void)state;
    today = "2024-05-06";
    ask("trading", "PUT", "/v1/companies/91330100799655058B",
        "{'name':'acme','country':'CN','registrant':true,'distributor':false,'service':false,'controller':'X','status':'open'}", 201);
    ask("trading", "PUT", "/v1/companies/91110000802100433B",
        "{'name':'twin','country':'CN','registrant':true,'distributor':false,'service':false,'controller':'X','status':'open'}", 201);
    ask("trading", "PUT", "/v1/companies/DE-1",
        "{'name':'gmbh','country':'DE','registrant':true,'distributor':false,'service':false,'status':'open'}", 400); /* no agent */
    ask("trading", "PUT", "/v1/companies/91310000607220587U",
        "{'name':'x','country':'CN','registrant':true,'distributor':false,'service':false,'status':'open'}", 400); /* check sign */
    ask("acme", "POST", "/v1/companies/91330100799655058B/commitments", "{'kind':'quality','document':'q.pdf'}", 201);
    ask("acme", "POST", "/v1/companies/91110000802100433B/commitments", "{'kind':'quality','document':'q.pdf'}", 404);
    assert_int_equal(json_array_size(json_object_get(last, "missing")), 0); /* a problem has none */
    ask("acme", "GET", "/v1/companies/91330100799655058B", "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "missing")), 2);
    assert_int_equal(json_array_size(json_object_get(last, "related")), 1);
    ask("trading", "PUT", "/v1/companies/91330100799655058B",
        "{'from':'2024-06-01','name':'acme two','country':'CN','registrant':true,'distributor':false,'service':false,"
        "'controller':'X','status':'open'}", 200);
    ask("zhang", "GET", "/v1/companies/91330100799655058B/history", "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 2);
    ask("trading", "PUT", "/v1/certificates?number=C1",
        "{'company':'91330100799655058B','from':'2020-01-01','to':'2024-05-01'}", 204);
    ask("trading", "PUT", "/v1/products/C0101010011303807555",
        "{'name':'head','company':'91330100799655058B','goods':'high_value','unit':'piece','certificate':'C1','insured':true}", 201);
    ask("zhang", "GET", "/v1/products/C0101010011303807555", "", 200);
    assert_string_equal(text_at("certificate_state"), "expired");
    assert_true(json_is_false(json_object_get(last, "may_bid")));
    ask("trading", "POST", "/v1/products/C0101010011303807555/codes", "{'from':'2024-05-02','source':'notice 5'}", 200);
    ask("zhang", "GET", "/v1/products/C0101010011303807555", "", 200);
    assert_string_equal(text_at("code_state"), "disabled");
    ask("zhang", "GET", "/v1/institutions/H50010300001", "", 200);
    ask("zhang", "GET", "/v1/pools/500000/institutions?limit=1", "", 200);
    assert_true(*text_at("next") != '\0');
    ask("zhang", "GET", "/v1/products?class=C01010100113038", "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 1);
}

/* --- what is another office's --- */

#define I_HEAD "code,name,region,level,pool,from\n"
#define I_FILE "/v1/imports/institutions"
#define MINE "H53230200001,h2,532302,tertiary,532300,2024-05-01\n"
#define I_BODY(region, more)                                                                        \
    "{'name':'h','region':'" region "','level':'tertiary','kind':'public','affiliation':'county'" more "}"

static void
refused_row(const char *file)
{
    send_as("yunnan", "POST", I_FILE, "text/csv", file, 200);
    assert_int_equal(int_at("refused"), 1);
    assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(last, "mistakes"), 0), "id")),
                        "manage_outside");
    assert_true(json_is_false(json_object_get(last, "written")));
}

static void
test_institutions_of_another_region(void **state)
{
    (void)state;
    today = "2024-05-06";
    refused_row(I_HEAD "H50010300001,mine now,532302,tertiary,532300,2024-05-01\n");
    refused_row(I_HEAD "H50010300001,mine now,532302,tertiary,532300,2020-01-01\n");
    refused_row(I_HEAD "H50010300001,renamed,500103,tertiary,,2024-05-01\n");
    refused_row(I_HEAD "H53230200001,h,500103,tertiary,,2024-05-01\n");       /* away */
    refused_row(I_HEAD "H53230200001,h,532302,tertiary,500000,2024-05-01\n"); /* their fund */
    refused_row(I_HEAD MINE "H50010300001,mine now,532302,tertiary,,2024-05-01\n");
    send_as("yunnan", "POST", I_FILE, "text/csv", I_HEAD "H53230200001,renamed,532302,tertiary,532300,2024-05-01\n", 200);
    assert_true(json_is_true(json_object_get(last, "written")));
    ask("zhang", "GET", "/v1/institutions/H50010300001", "", 200);
    assert_string_equal(text_at("name"), "h");
    assert_string_equal(text_at("region"), "500103");
    ask("yunnan", "PUT", "/v1/institutions/H53230200001", I_BODY("532302", ",'pool':'500000'"), 403);
    ask("yunnan", "PUT", "/v1/institutions/H50010300001", I_BODY("532302", ""), 403);
    ask("yunnan", "PUT", "/v1/institutions/H50010300001", I_BODY("532302", ",'from':'2030-01-01'"), 403);
    ask("yunnan", "PUT", "/v1/institutions/H53230200001", I_BODY("532302", ",'from':'2024-05-03'"), 200);
}

static bool
bought(struct db *db, void *arg, struct err *e)
{
    const struct recorded p = {.number = "R1", .project = "", .record = "r", .institution = "H50010300001",
                               .product = "C0101010011303807555", .reason = "urgent", .qty = {1},
                               .price = {10000}, .recorded_on = {19800}, .on = {19800},
                               .review = RECORDED_REFUSED, .reviewed_on = {19800}};
    enum put how;
    return recorded_put(db, arg, HOME, &p, &how, e);
}

#define RECORDED "/v1/pools/500000/recorded-purchases"
#define R1 "/v1/pools/500000/recorded-purchases/R1/review"

static void
test_what_another_county_looks_after(void **state)
{
    struct err e;
    (void)state;
    today = "2024-05-06";
    ask("office", "POST", PP,
        "{'project':'P','name':'Scalpels','pack':'chongqing','goods':'high_value','form':'national',"
        "'executed_on':'2024-09-10','cycle_months':24}", 201);
    ask("neighbour", "PUT", P "/participants/H50010300001", "{'takes_part':true}", 404);
    ask("district", "PUT", P "/participants/H50010300001", "{'takes_part':true}", 201);
    ask("office", "PUT", P "/participants/H50010500001", "{'takes_part':true}", 201);
    ask("office", "PUT", P "/participants/H53230200001", "{'takes_part':true}", 404); /* another pool's */

    ask("trading", "PUT", "/v1/companies/91330100799655058B",
        "{'name':'acme','country':'CN','registrant':true,'distributor':false,'service':false,'status':'open'}", 201);
    ask("trading", "PUT", "/v1/products/C0101010011303807555",
        "{'name':'head','company':'91330100799655058B','goods':'high_value','unit':'piece','insured':true}", 201);
    OK(db_tx(fresh_db, HOME, bought, fresh_arena, &e));
    ask("neighbour", "GET", RECORDED, "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 0);
    for (size_t i = 0; i < 3; i++) {
        ask((const char *const[]){"district", "office", "zhang"}[i], "GET", RECORDED, "", 200);
        assert_int_equal(json_array_size(json_object_get(last, "items")), 1);
    }
    ask("neighbour", "POST", R1, "{'review':'refused'}", 404);
    ask("district", "POST", R1, "{'review':'refused'}", 200);
    ask("office", "POST", R1, "{'review':'refused'}", 200);
}

/* --- prices of other platforms, and hints --- */

#define ITEMS "/v1/pools/500000/platform-items"
#define HINTS "/v1/pools/500000/price-hints/C0101010011303807555"

static void
test_prices_of_other_platforms(void **state)
{
    static const char csv[] = "source,code,name,province,price,date,kind\n"
                              "gpo,X-1,head,500000,100.00,2024-05-01,listed\n"
                              "gpo,X-2,cable,500000,7.00,2024-05-01,traded\n"
                              "gpo,X-3,box,500000,0,2024-05-01,\n"
                              "gpo,X-4,box,500000,1.00,2024-05-07,\n";
    (void)state;
    today = "2024-05-06";
    ask("trading", "PUT", "/v1/companies/91330100799655058B",
        "{'name':'acme','country':'CN','registrant':true,'distributor':false,'service':false,'status':'open'}", 201);
    ask("trading", "PUT", "/v1/products/C0101010011303807555",
        "{'name':'head','company':'91330100799655058B','goods':'high_value','unit':'piece','insured':true}", 201);
    send_as("zhang", "POST", "/v1/pools/500000/imports/platform_prices", "text/csv", csv, 403);
    send_as("office", "POST", "/v1/pools/500000/imports/orders", "text/csv", csv, 404);
    send_as("office", "POST", "/v1/pools/500000/imports/products", "text/csv", csv, 404); /* no pool's */
    send_as("office", "POST", "/v1/pools/532300/imports/platform_prices", "text/csv", csv, 404);
    send_as("office", "POST", "/v1/pools/500000/imports/platform_prices", "text/csv", csv, 200);
    assert_true(json_is_false(json_object_get(last, "written")));
    assert_int_equal(int_at("refused"), 2);
    for (int i = 0; i < 2; i++) {
        send_as("office", "POST", "/v1/pools/500000/imports/platform_prices?accept_good_rows=true", "text/csv", csv, 200);
        assert_true(json_is_true(json_object_get(last, "written")));
        assert_int_equal(int_at("new"), i == 0 ? 2 : 0);
        assert_int_equal(json_array_size(json_object_get(last, "mistakes")), 2);
    }
    ask("zhang", "GET", ITEMS, "", 403);
    ask("chuxiong", "GET", ITEMS, "", 404);
    ask("office", "GET", ITEMS "?limit=1", "", 200);
    assert_string_equal(json_string_value(json_object_get(item(0), "code")), "X-1");
    char next[600];
    snprintf(next, sizeof(next), ITEMS "?limit=1&after=%s", text_at("next"));
    ask("office", "GET", next, "", 200);
    assert_string_equal(json_string_value(json_object_get(item(0), "code")), "X-2");
    assert_string_equal(text_at("next"), "");

    ask("zhang", "GET", HINTS "?price=120.00", "", 200);
    assert_string_equal(text_at("verdict"), "nothing");
    ask("zhang", "POST", ITEMS "/gpo/X-1/decisions", "{'decision':'refused','reason':'x'}", 403);
    ask("office", "POST", ITEMS "/gpo/X-9/decisions", "{'decision':'refused','reason':'x'}", 404);
    ask("office", "POST", ITEMS "/gpo/X-1/decisions", "{'decision':'matched','reason':'x'}", 404); /* no product */
    ask("office", "POST", ITEMS "/gpo/X-1/decisions",
        "{'decision':'matched','product':'C0101010011303807555','reason':'same UDI'}", 201);
    ask("office", "POST", ITEMS "/gpo/X-1/decisions",
        "{'decision':'matched','product':'C0101010011303807555','reason':'same UDI'}", 200);
    ask("office", "POST", ITEMS "/gpo/X-2/decisions", "{'decision':'postponed','reason':'x','until':'2024-05-06'}", 400);
    ask("office", "POST", ITEMS "/gpo/X-2/decisions", "{'decision':'postponed','reason':'x','until':'2024-05-07'}", 201);
    ask("office", "GET", ITEMS, "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 0);
    ask("office", "GET", ITEMS "?state=matched", "", 200);
    assert_int_equal(json_array_size(json_object_get(last, "items")), 1);
    ask("office", "GET", ITEMS "/gpo/X-1", "", 200);
    const json_t *decision = json_array_get(json_object_get(last, "decisions"), 0);
    assert_string_equal(json_string_value(json_object_get(decision, "who")), "office");
    assert_string_equal(json_string_value(json_object_get(decision, "reason")), "same UDI");

    ask("zhang", "GET", HINTS "?price=120.00", "", 200);
    assert_string_equal(text_at("verdict"), "above_median");
    assert_string_equal(text_at("lowest"), "100.00");
    assert_string_equal(text_at("lowest_source"), "gpo");
    assert_int_equal(int_at("platforms"), 1);
    assert_int_equal(json_array_size(json_object_get(last, "notes")), 5);
    ask("acme", "GET", HINTS, "", 403);
    ask("zhang", "GET", "/v1/pools/500000/price-hints/C9", "", 404);
    /* Beside an offer, whatever becomes of it. */
    ask("acme", "POST", "/v1/pools/500000/offers", "{'product':'C0101010011303807555','price':'99.00'}", 201);
    const json_t *hint = json_object_get(last, "hint");
    assert_string_equal(json_string_value(json_object_get(hint, "verdict")), "lowest");
    assert_string_equal(json_string_value(json_object_get(hint, "median")), "100.00");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_project_over_two_pools, setup, teardown),
        cmocka_unit_test_setup_teardown(test_master_data, setup, teardown),
        cmocka_unit_test_setup_teardown(test_institutions_of_another_region, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_another_county_looks_after, setup, teardown),
        cmocka_unit_test_setup_teardown(test_prices_of_other_platforms, setup, teardown),
    };
    int failed = 0;
    for (database = 0; site_exists(database); database++)
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    json_decref(last);
    return failed;
}
