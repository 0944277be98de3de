/* jicai remind: what is due in a pooling region, said once at each interval; jicai reminders: what
 * was said to whom. */
#include <string.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "intake/import.h"
#include "reminder/reminder.h"
#include "registry/region.h"
#include "words/import.h"
#include "words/reminder.h"

enum { LIMIT = 1000 };

struct flags {
    int64_t pool;
    date on, since;
    const char *role, *party;
};

static int
run_remind_command(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct remind r = {.pool = f->pool, .today = f->on};
    char open[INT_TEXT_MAX], fresh[INT_TEXT_MAX], on[DATE_TEXT_MAX];
    struct json j;
    struct db *db;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = pool_must(db, c->arena, f->pool, "", &c->err) &&
              db_tx(db, f->pool, run_remind, &r, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    if (!c->json) {
        const char *arg[] = {date_text(r.today, on), int_text(r.open, open),
                             int_text(r.fresh, fresh)};
        cli_say(c, M_REMIND_DONE, arg, 3);
        fputc('\n', c->out);
        return EXIT_OK;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_date(&j, "on", r.today);
    json_int(&j, "open", r.open);
    json_int(&j, "new", r.fresh);
    json_close(&j, '}');
    json_end(&j);
    return EXIT_OK;
}

static void
print_json(struct cli *c, const struct reminder list[], size_t n)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '[');
    for (const struct reminder *x = list; x < list + n; x++) {
        json_open(&j, NULL, '{');
        json_text(&j, "kind", reminder_kind_names[x->kind]);
        json_text(&j, "party", x->party);
        json_text(&j, "subject", x->subject);
        json_date(&j, "due", x->due_on);
        json_int(&j, "days_before", x->step);
        json_date(&j, "said", x->said_on);
        json_int(&j, "lines", x->lines);
        json_money(&j, "amount", x->amount);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_end(&j);
}

static void
print_one(struct cli *c, const struct reminder *x)
{
    char said[DATE_TEXT_MAX], line[REMINDER_TEXT_MAX], left[REMINDER_TEXT_MAX];
    fprintf(c->out, "%s  %s%s%s（%s）\n", date_text(x->said_on, said), x->party,
            *x->party != '\0' ? "  " : "", reminder_text(x, c->lang, line),
            reminder_left(x, c->lang, left));
}

static int
run_reminders(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct reminder_filter filter = {.pool = f->pool,
                                     .party = f->party != NULL ? f->party : "*",
                                     .since = f->since,
                                     .user = "",
                                     .limit = LIMIT};
    struct reminder *list;
    struct db *db;
    size_t found;
    int role = 0;
    (void)word, (void)n;
    while (role < REMINDER_ROLES && strcmp(reminder_role_names[role], f->role) != 0)
        role++;
    if (role == REMINDER_ROLES) {
        err_set(&c->err, ERR_INPUT, M_REMINDERS_ROLE, {f->role}, .field = "--role");
        return cli_fail(c);
    }
    filter.role = (enum reminder_role)role;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = pool_must(db, c->arena, f->pool, "", &c->err) &&
              reminder_list(db, c->arena, &filter, &list, &found, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    if (c->json)
        print_json(c, list, found);
    for (size_t i = 0; !c->json && i < found; i++)
        print_one(c, &list[i]);
    if (!c->json && found == 0)
        fprintf(c->out, "%s\n", cli_word(c, M_REMINDERS_EMPTY));
    return EXIT_OK;
}

static const struct flag remind_flags[] = {
    FLAG("pool", "CODE", FLAG_INT, true, pool, M_IMPORT_F_POOL),
    FLAG("on", "DATE", FLAG_DATE, true, on, M_FLAG_REMIND_ON),
};
static const struct flag reminders_flags[] = {
    FLAG("pool", "CODE", FLAG_INT, true, pool, M_IMPORT_F_POOL),
    FLAG("role", "ROLE", FLAG_TEXT, true, role, M_FLAG_REMINDERS_ROLE),
    FLAG("party", "CODE", FLAG_TEXT, false, party, M_FLAG_REMINDERS_PARTY),
    FLAG("since", "DATE", FLAG_DATE, false, since, M_FLAG_REMINDERS_SINCE),
};

const struct command cmd_remind = {.name = "remind",
                                   .words = "",
                                   .summary = M_CMD_REMIND,
                                   .example =
                                       "jicai remind --db jicai.db --pool 500000 --on 2025-03-28",
                                   .flags = remind_flags,
                                   .flags_n = sizeof(remind_flags) / sizeof(*remind_flags),
                                   .size = sizeof(struct flags),
                                   .run = run_remind_command};
const struct command cmd_reminders = {
    .name = "reminders",
    .words = "",
    .summary = M_CMD_REMINDERS,
    .example = "jicai reminders --db jicai.db --pool 500000 --role institution",
    .flags = reminders_flags,
    .flags_n = sizeof(reminders_flags) / sizeof(*reminders_flags),
    .size = sizeof(struct flags),
    .run = run_reminders};
