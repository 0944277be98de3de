/* jicai org add|list and jicai user add|list|roles|suspend|token|password: people and rights from
 * the machine itself, which may do what an administrator may. */
#include <string.h>

#include "access/enter.h"
#include "access/manage.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "words/access.h"

enum { LIST_MAX = 100000 };

struct flags {
    const char *code, *kind, *name, *region, *roles, *org, *login, *reason, *after;
    const char *phone, *email;
    int64_t paid_by;
    bool again, clears, demo;
    date on;
};
#define AT(m) offsetof(struct flags, m)
#define FLAG_ON                                                                                    \
    {                                                                                              \
        "on", "DATE", FLAG_DATE, false, AT(on), M_ACCESS_ON                                        \
    }

/* The business date: --on, or today in China. */
static date
today_of(const struct flags *f, const struct db *db)
{
    enum { CHINA = 8 * 3600, DAY = 86400 };
    return f->on.day != 0 ? f->on : (date){.day = (int32_t)((db->act.at / 1000000 + CHINA) / DAY)};
}

static bool
roles_of(struct cli *c, const char *text, int64_t *out)
{
    const char *bad;
    return roles_parse(out, text, &bad) ||
           err_set(&c->err, ERR_INPUT, M_ROLE_UNKNOWN, {bad}, .field = "roles");
}

/* "jicai: zhang is on record", or {"login": "zhang", "token": ...} */
static int
say(struct cli *c, enum msg m, const char *login, const char *token)
{
    struct json j;
    if (!c->json) {
        cli_say(c, m, &login, 1);
        fputc('\n', c->out);
        if (*token != '\0') {
            cli_say(c, M_ACCESS_TOKEN, &token, 1);
            fputc('\n', c->out);
        }
        return EXIT_OK;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "name", login);
    if (*token != '\0')
        json_text(&j, "token", token);
    json_close(&j, '}');
    json_end(&j);
    return EXIT_OK;
}

/* Runs one job of pool 0 on the database of the command. */
struct work {
    const struct flags *f;
    struct db *db;
    date today;
};

static bool
open_work(struct cli *c, const void *flags, struct work *w)
{
    w->f = flags;
    if (!store_open(c, &w->db))
        return false;
    w->today = today_of(w->f, w->db);
    return true;
}

static bool
close_work(struct cli *c, struct work *w, db_job *run, void *arg)
{
    bool ok = db_tx(w->db, 0, run, arg, &c->err);
    db_close(w->db);
    return ok;
}

static int
org_add(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w;
    struct make_org m = {.arena = c->arena};
    const struct flags *f = flags;
    (void)word, (void)n;
    m.org = (struct org){.code = f->code,
                         .name = f->name,
                         .reason = "",
                         .paid_by = f->paid_by,
                         .region = f->region != NULL ? f->region : ""};
    if (!org_kind_parse(&m.org.kind, f->kind)) {
        err_set(&c->err, ERR_INPUT, M_ORG_KIND_UNKNOWN, {f->kind}, .field = "kind");
        return cli_fail(c);
    }
    if ((f->roles != NULL && !roles_of(c, f->roles, &m.org.roles)) || !open_work(c, flags, &w))
        return cli_fail(c);
    m.today = w.today;
    if (!close_work(c, &w, make_org, &m))
        return cli_fail(c);
    return say(c, M_ACCESS_MADE, f->code, "");
}

static int
user_add(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w;
    const struct flags *f = flags;
    struct make_user m = {.arena = c->arena,
                          .login = f->login,
                          .name = f->name,
                          .org = f->org,
                          .phone = f->phone != NULL ? f->phone : "",
                          .expert = "",
                          .email = f->email != NULL ? f->email : "",
                          .demo = f->demo,
                          .reason = f->reason != NULL ? f->reason : ""};
    (void)word, (void)n;
    if (!roles_of(c, f->roles, &m.roles) || !open_work(c, flags, &w))
        return cli_fail(c);
    m.today = w.today;
    m.at = w.db->act.at;
    if (!close_work(c, &w, make_user, &m))
        return cli_fail(c);
    return say(c, M_ACCESS_MADE, f->login, m.token);
}

static int
user_change(struct cli *c, const void *flags, bool suspend)
{
    struct work w;
    const struct flags *f = flags;
    struct change_user u = {
        .arena = c->arena, .login = f->login, .reason = f->reason, .on = !f->again};
    if ((!suspend && !roles_of(c, f->roles, &u.roles)) || !open_work(c, flags, &w))
        return cli_fail(c);
    u.today = w.today;
    u.at = w.db->act.at;
    if (!close_work(c, &w, suspend ? suspend_user : change_roles, &u))
        return cli_fail(c);
    return say(c,
               !suspend   ? M_ACCESS_MADE
               : f->again ? M_ACCESS_RESUMED
                          : M_ACCESS_SUSPENDED,
               f->login, "");
}

static int
user_roles(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return user_change(c, flags, false);
}

static int
user_suspend(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return user_change(c, flags, true);
}

static int
user_token(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w;
    const struct flags *f = flags;
    struct ticket t = {.arena = c->arena, .login = word[0], .clears = f->clears};
    (void)n;
    if (!open_work(c, flags, &w))
        return cli_fail(c);
    t.today = w.today;
    t.at = w.db->act.at;
    if (!close_work(c, &w, make_ticket, &t))
        return cli_fail(c);
    return say(c, M_ACCESS_MADE, t.login, t.token);
}

/* One line of standard input, without its end: the arguments of a command can be seen by others. */
static bool
line_read(struct cli *c, const char **out)
{
    char line[PASSWORD_MAX + 3];
    if (fgets(line, sizeof(line), stdin) == NULL)
        line[0] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    *out = arena_strdup(c->arena, line);
    return *line != '\0' || err_set(&c->err, ERR_INPUT, M_PASSWORD_SHORT, .field = "password");
}

static int
user_password(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w;
    struct use_ticket t = {.arena = c->arena, .token = word[0]};
    (void)n;
    if (!line_read(c, &t.password) || !open_work(c, flags, &w))
        return cli_fail(c);
    t.at = w.db->act.at;
    bool ok = db_read(w.db, ticket_begin, &t, &c->err) &&
              password_hash(t.password, t.made, &c->err) && db_tx(w.db, 0, ticket_end, &t, &c->err);
    db_close(w.db);
    return ok ? say(c, M_ACCESS_SET, t.login, "") : cli_fail(c);
}

/* --- lists --- */

static const struct org_filter everything = {"", "", "~", "", "", LIST_MAX, 0};

static int
org_list_run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w;
    struct orgs all;
    struct json j;
    char roles[ROLES_TEXT_MAX];
    (void)word, (void)n;
    if (!open_work(c, flags, &w))
        return cli_fail(c);
    bool ok = org_list(w.db, c->arena, &everything, &all, &c->err);
    db_close(w.db);
    if (!ok)
        return cli_fail(c);
    if (!c->json) {
        for (const struct org *o = all.list; o < all.list + all.n; o++)
            fprintf(c->out, "%-20s %-12s %-9s %s%s\n", o->code, org_kind_names[o->kind], o->region,
                    o->name, o->suspended ? " (-)" : "");
        return EXIT_OK;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '[');
    for (const struct org *o = all.list; o < all.list + all.n; o++) {
        json_open(&j, NULL, '{');
        json_text(&j, "org", o->code);
        json_text(&j, "kind", org_kind_names[o->kind]);
        json_text(&j, "name", o->name);
        json_text(&j, "region", o->region);
        json_text(&j, "roles", roles_text(o->roles, roles));
        json_bool(&j, "suspended", o->suspended);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_end(&j);
    return EXIT_OK;
}

static void
user_json(struct json *j, const struct user *u)
{
    char roles[ROLES_TEXT_MAX];
    json_open(j, NULL, '{');
    json_text(j, "login", u->login);
    json_text(j, "name", u->name);
    json_text(j, "org", u->org.code);
    json_text(j, "roles", roles_text(u->roles, roles));
    json_text(j, "from", u->from_on);
    json_text(j, "until", u->until_on);
    json_bool(j, "active", u->active);
    json_close(j, '}');
}

static int
user_list_run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w;
    struct users all;
    struct json j;
    char roles[ROLES_TEXT_MAX];
    (void)word, (void)n;
    if (!open_work(c, flags, &w))
        return cli_fail(c);
    bool ok = user_list(w.db, c->arena, &everything, w.today, &all, &c->err);
    db_close(w.db);
    if (!ok)
        return cli_fail(c);
    if (!c->json) {
        for (const struct user *u = all.list; u < all.list + all.n; u++)
            fprintf(c->out, "%-16s %-20s %s %s%s\n", u->login, u->org.code, u->name,
                    roles_text(u->roles, roles), u->active ? "" : " (-)");
        return EXIT_OK;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '[');
    for (const struct user *u = all.list; u < all.list + all.n; u++)
        user_json(&j, u);
    json_close(&j, ']');
    json_end(&j);
    return EXIT_OK;
}

/* --- the commands --- */

static const struct flag org_add_flags[] = {
    {"code", "CODE", FLAG_TEXT, true, AT(code), M_ACCESS_ORG_CODE},
    {"kind", "KIND", FLAG_TEXT, true, AT(kind), M_ACCESS_ORG_KIND},
    {"name", "NAME", FLAG_TEXT, true, AT(name), M_ACCESS_NAME},
    {"region", "CODE", FLAG_TEXT, false, AT(region), M_ACCESS_REGION},
    {"pool", "POOL", FLAG_INT, false, AT(paid_by), M_ACCESS_PAID_BY},
    {"roles", "ROLES", FLAG_TEXT, false, AT(roles), M_ACCESS_ROLES},
    FLAG_ON,
};
static const struct flag user_add_flags[] = {
    {"login", "LOGIN", FLAG_TEXT, true, AT(login), M_ACCESS_LOGIN},
    {"name", "NAME", FLAG_TEXT, true, AT(name), M_ACCESS_NAME},
    {"org", "CODE", FLAG_TEXT, true, AT(org), M_ACCESS_ORG},
    {"roles", "ROLES", FLAG_TEXT, true, AT(roles), M_ACCESS_ROLES},
    {"phone", "TEXT", FLAG_TEXT, false, AT(phone), M_ACCESS_PHONE},
    {"email", "TEXT", FLAG_TEXT, false, AT(email), M_ACCESS_EMAIL},
    {"reason", "TEXT", FLAG_TEXT, false, AT(reason), M_ACCESS_REASON},
    {"demo", NULL, FLAG_BOOL, false, AT(demo), M_ACCESS_DEMO},
    FLAG_ON,
};
static const struct flag user_roles_flags[] = {
    {"login", "LOGIN", FLAG_TEXT, true, AT(login), M_ACCESS_LOGIN},
    {"roles", "ROLES", FLAG_TEXT, true, AT(roles), M_ACCESS_ROLES},
    {"reason", "TEXT", FLAG_TEXT, true, AT(reason), M_ACCESS_REASON},
    FLAG_ON,
};
static const struct flag user_suspend_flags[] = {
    {"login", "LOGIN", FLAG_TEXT, true, AT(login), M_ACCESS_LOGIN},
    {"reason", "TEXT", FLAG_TEXT, true, AT(reason), M_ACCESS_REASON},
    {"again", NULL, FLAG_BOOL, false, AT(again), M_ACCESS_AGAIN},
    FLAG_ON,
};
static const struct flag user_token_flags[] = {
    {"clear-totp", NULL, FLAG_BOOL, false, AT(clears), M_ACCESS_CLEARS},
    FLAG_ON,
};
static const struct flag on_flags[] = {FLAG_ON};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define COMMAND_OF(var, name_, words_, min, flags_, summary_, run_, example_)                      \
    const struct command var = {.name = (name_),                                                   \
                                .words = (words_),                                                 \
                                .summary = (summary_),                                             \
                                .example = (example_),                                             \
                                .flags = (flags_),                                                 \
                                .flags_n = COUNT(flags_),                                          \
                                .size = sizeof(struct flags),                                      \
                                .words_min = (min),                                                \
                                .words_max = (min),                                                \
                                .run = (run_)}

COMMAND_OF(cmd_org_add, "org add", "", 0, org_add_flags, M_CMD_ORG_ADD, org_add,
           "jicai org add --code cx-ybj --kind bureau --name 楚雄州医保局 --region 532300");
COMMAND_OF(cmd_org_list, "org list", "", 0, on_flags, M_CMD_ORG_LIST, org_list_run,
           "jicai org list --json");
COMMAND_OF(cmd_user_add, "user add", "", 0, user_add_flags, M_CMD_USER_ADD, user_add,
           "jicai user add --login zhang --name 张伟 --org cx-ybj --roles 'city;manager'");
COMMAND_OF(cmd_user_list, "user list", "", 0, on_flags, M_CMD_USER_LIST, user_list_run,
           "jicai user list");
COMMAND_OF(cmd_user_roles, "user roles", "", 0, user_roles_flags, M_CMD_USER_ROLES, user_roles,
           "jicai user roles --login zhang --roles city --reason 调岗");
COMMAND_OF(cmd_user_suspend, "user suspend", "", 0, user_suspend_flags, M_CMD_USER_SUSPEND,
           user_suspend, "jicai user suspend --login zhang --reason 离职");
COMMAND_OF(cmd_user_token, "user token", "LOGIN", 1, user_token_flags, M_CMD_USER_TOKEN, user_token,
           "jicai user token admin");
COMMAND_OF(cmd_user_password, "user password", "TOKEN", 1, on_flags, M_CMD_USER_PASSWORD,
           user_password, "jicai user password TOKEN < password.txt");
