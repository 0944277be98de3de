/* jicai meeting set|record|show: a meeting that experts are drawn for, who was invited, who
 * answered and came, and how it went (REQUIREMENTS B4). */
#include <string.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "project/meeting.h"
#include "registry/check.h"
#include "words/bank.h"
#include "words/cli.h"
#include "words/experts.h"
#include "words/import.h"

struct flags {
    const char *project, *meeting, *purpose, *group, *place, *need, *company;
    const char *expert, *what, *grade, *note;
    int64_t pool;
    date on;
};

struct work {
    struct cli *c;
    const struct flags *f;
    int64_t pool;
    const char *who;
    int purpose, what, grade;
    enum put how;
    struct meeting meeting;
    struct services members;
    const char *draw;
};

static bool
set_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct arena *a = w->c->arena;
    const char *more = text_or_none(w->f->company);
    const char **list = arena_array(a, const char *, strlen(more) + 1);
    struct meeting m = {.project = w->f->project,
                        .code = w->f->meeting,
                        .purpose = (enum meeting_purpose)w->purpose,
                        .group = text_or_none(w->f->group),
                        .held = w->f->on,
                        .place = w->f->place,
                        .need = w->f->need,
                        .company = list};
    while (*more != '\0') {
        size_t n = strcspn(more, ",");
        if (n > 0)
            list[m.companies++] = arena_printf(a, "%.*s", (int)n, more);
        more += n + (more[n] != '\0');
    }
    return meeting_put(db, a, w->pool, &m, &w->how, e);
}

static bool
record_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct service_say s = {.project = w->f->project,
                                  .meeting = w->f->meeting,
                                  .expert = w->f->expert,
                                  .kind = (enum service_kind)w->what,
                                  .grade = (enum service_grade)w->grade,
                                  .note = text_or_none(w->f->note),
                                  .on = w->f->on,
                                  .who = w->who};
    return meeting_record(db, w->c->arena, w->pool, &s, &w->how, e);
}

static bool
show_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct arena *a = w->c->arena;
    const char *project = w->f->project, *code = w->f->meeting;
    return meeting_get(db, a, w->pool, project, code, &w->meeting, e) &&
           draw_of_meeting(db, a, w->pool, project, code, &w->draw, e) &&
           meeting_members(db, a, w->pool, project, code, &w->members, e);
}

static void
print_json(const struct work *w)
{
    struct json j;
    json_start(&j, w->c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "project", w->meeting.project);
    json_text(&j, "meeting", w->meeting.code);
    json_text(&j, "purpose", purpose_names[w->meeting.purpose]);
    json_text(&j, "group", w->meeting.group);
    json_date(&j, "held", w->meeting.held);
    json_text(&j, "place", w->meeting.place);
    json_text(&j, "need", w->meeting.need);
    json_text(&j, "draw", w->draw);
    json_open(&j, "members", '[');
    for (size_t i = 0; i < w->members.n; i++) {
        const struct service *s = &w->members.list[i];
        json_open(&j, NULL, '{');
        json_text(&j, "expert", s->expert);
        json_text(&j, "answer", service_names[s->answer]);
        json_text(&j, "came", service_names[s->came]);
        json_text(&j, "grade", grade_names[s->grade]);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static void
print_text(const struct work *w)
{
    struct cli *c = w->c;
    char on[DATE_TEXT_MAX];
    cli_say(c, M_MEETING_HEAD,
            (const char *const[]){w->meeting.code, purpose_names[w->meeting.purpose],
                                  date_text(w->meeting.held, on), w->meeting.place, w->meeting.need,
                                  *w->draw != '\0' ? w->draw : "-"},
            6);
    fputc('\n', c->out);
    for (size_t i = 0; i < w->members.n; i++) {
        const struct service *s = &w->members.list[i];
        cli_say(c, M_MEETING_MEMBER,
                (const char *const[]){s->expert, service_names[s->answer], service_names[s->came],
                                      grade_names[s->grade]},
                4);
        fputc('\n', c->out);
    }
}

/* One of names, where the flag is given. */
static bool
pick(struct cli *c, const char *flag, const char *const names[], int n, const char *text, int *out)
{
    return text == NULL || name_find(names, n, text, out) ||
           err_set(&c->err, ERR_INPUT, M_CLI_FLAG_VALUE, {flag, text});
}

static int
run(struct cli *c, const struct flags *f, db_job *job)
{
    struct work w = {.c = c, .f = f, .pool = f->pool};
    if (!pick(c, "purpose", purpose_names, PURPOSES, f->purpose, &w.purpose) ||
        !pick(c, "what", service_names, SERVICE_KINDS, f->what, &w.what) ||
        !pick(c, "grade", grade_names, GRADES, f->grade, &w.grade) ||
        (job == record_job && w.what == SERVICE_INVITED &&
         !err_set(&c->err, ERR_INPUT, M_CLI_FLAG_VALUE, {"what", f->what})))
        return cli_fail(c);
    w.who = store_who(c);
    const struct store_work s = {.pool = f->pool,
                                 .project = f->project,
                                 .found = &w.pool,
                                 .write = job,
                                 .read = show_job,
                                 .work = &w};
    if (!store_do(c, &s))
        return cli_fail(c);
    if (c->json)
        print_json(&w);
    else
        print_text(&w);
    return EXIT_OK;
}

static int
set(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, set_job);
}

static int
record(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, record_job);
}

static int
show(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, NULL);
}

#define F(member) offsetof(struct flags, member)
#define WHICH                                                                                      \
    {"project", "P", FLAG_TEXT, true, F(project), M_DRAW_F_PROJECT},                               \
        {"meeting", "CODE", FLAG_TEXT, true, F(meeting), M_MEETING_F_MEETING},                     \
    {                                                                                              \
        "pool", "POOL", FLAG_INT, false, F(pool), M_IMPORT_F_POOL                                  \
    }
static const struct flag set_flags[] = {
    WHICH,
    {"purpose", "PURPOSE", FLAG_TEXT, true, F(purpose), M_MEETING_F_PURPOSE},
    {"group", "GROUP", FLAG_TEXT, false, F(group), M_MEETING_F_GROUP},
    {"place", "TEXT", FLAG_TEXT, true, F(place), M_MEETING_F_PLACE},
    {"need", "PLACES", FLAG_TEXT, true, F(need), M_DRAW_F_NEED},
    {"on", "DATE", FLAG_DATE, true, F(on), M_MEETING_F_ON},
    {"company", "CODES", FLAG_TEXT, false, F(company), M_DRAW_F_COMPANY},
};
static const struct flag record_flags[] = {
    WHICH,
    {"expert", "CODE", FLAG_TEXT, true, F(expert), M_DRAW_F_EXPERT_CODE},
    {"what", "WHAT", FLAG_TEXT, true, F(what), M_MEETING_F_WHAT},
    {"grade", "GRADE", FLAG_TEXT, false, F(grade), M_MEETING_F_GRADE},
    {"note", "TEXT", FLAG_TEXT, false, F(note), M_MEETING_F_NOTE},
    {"on", "DATE", FLAG_DATE, true, F(on), M_EXPERT_F_ON},
};
static const struct flag show_flags[] = {WHICH};

const struct command cmd_meeting_set = {
    .name = "meeting set",
    .words = "",
    .summary = M_CMD_MEETING_SET,
    .example = "jicai meeting set --project GZ-JT-2020 --meeting M9 --purpose joint_bargaining "
               "--place 市医保中心 --need clinical=2,insurance=1 --on 2020-12-10",
    .flags = set_flags,
    .flags_n = sizeof(set_flags) / sizeof(*set_flags),
    .size = sizeof(struct flags),
    .run = set,
};
const struct command cmd_meeting_record = {
    .name = "meeting record",
    .words = "",
    .summary = M_CMD_MEETING_RECORD,
    .example = "jicai meeting record --project GZ-JT-2020 --meeting M9 --expert E007 "
               "--what attended --on 2020-12-10",
    .flags = record_flags,
    .flags_n = sizeof(record_flags) / sizeof(*record_flags),
    .size = sizeof(struct flags),
    .run = record,
};
const struct command cmd_meeting_show = {
    .name = "meeting show",
    .words = "",
    .summary = M_CMD_MEETING_SHOW,
    .example = "jicai meeting show --project GZ-JT-2020 --meeting M9",
    .flags = show_flags,
    .flags_n = sizeof(show_flags) / sizeof(*show_flags),
    .size = sizeof(struct flags),
    .run = show,
};
