/* jicai expert standing|show: what the office decides about an expert of the bank, and all that is
 * on record of one (REQUIREMENTS B4). */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "project/bank.h"
#include "project/meeting.h"
#include "registry/check.h"
#include "words/bank.h"
#include "words/cli.h"
#include "words/import.h"

struct flags {
    const char *expert, *to, *reason;
    int64_t pool;
    date on;
};

struct work {
    struct cli *c;
    const struct flags *f;
    const char *who;
    int to;
    enum put how;
    struct expert_file file;
    struct services services;
};

static bool
stand_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct standing s = {(enum standing_kind)w->to, w->f->on, w->f->reason, w->who};
    return expert_stand(db, w->c->arena, w->f->pool, w->f->expert, &s, &w->how, e);
}

static bool
show_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return expert_file(db, w->c->arena, w->f->pool, w->f->expert, &w->file, e) &&
           service_list(db, w->c->arena, w->f->pool, w->f->expert, &w->services, e);
}

static void
service_json(struct json *j, const struct meeting *m, const struct service *s)
{
    json_open(j, NULL, '{');
    json_text(j, "project", m->project);
    json_text(j, "meeting", m->code);
    json_text(j, "purpose", purpose_names[m->purpose]);
    json_date(j, "held", m->held);
    json_text(j, "answer", service_names[s->answer]);
    json_text(j, "came", service_names[s->came]);
    json_text(j, "grade", grade_names[s->grade]);
    json_close(j, '}');
}

static void
print_json(const struct work *w)
{
    const struct expert_file *f = &w->file;
    struct json j;
    json_start(&j, w->c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "expert", f->expert.code);
    json_text(&j, "name", f->expert.name);
    json_text(&j, "employer", f->expert.employer);
    json_text(&j, "speciality", speciality_names[f->expert.speciality]);
    json_open(&j, "standings", '[');
    for (size_t i = 0; i < f->standings; i++) {
        json_open(&j, NULL, '{');
        json_date(&j, "on", f->standing[i].on);
        json_text(&j, "standing", standing_names[f->standing[i].kind]);
        json_text(&j, "reason", f->standing[i].reason);
        json_text(&j, "who", f->standing[i].who);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "services", '[');
    for (size_t i = 0; i < w->services.n; i++)
        service_json(&j, &w->services.meeting[i], &w->services.list[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static void
line(struct cli *c, enum msg m, const char *const arg[], size_t n)
{
    cli_say(c, m, arg, n);
    fputc('\n', c->out);
}

static void
print_text(const struct work *w)
{
    const struct expert_file *f = &w->file;
    char on[DATE_TEXT_MAX];
    line(w->c, M_EXPERT_HEAD,
         (const char *const[]){f->expert.code, f->expert.name, f->expert.employer,
                               speciality_names[f->expert.speciality]},
         4);
    for (size_t i = 0; i < f->standings; i++)
        line(w->c, M_EXPERT_STOOD,
             (const char *const[]){date_text(f->standing[i].on, on),
                                   standing_names[f->standing[i].kind], f->standing[i].reason,
                                   f->standing[i].who},
             4);
    for (size_t i = 0; i < w->services.n; i++)
        line(w->c, M_EXPERT_SERVED,
             (const char *const[]){
                 date_text(w->services.meeting[i].held, on), w->services.meeting[i].project,
                 w->services.meeting[i].code, service_names[w->services.list[i].answer],
                 service_names[w->services.list[i].came], grade_names[w->services.list[i].grade]},
             6);
}

static int
run(struct cli *c, const struct flags *f, db_job *job)
{
    struct work w = {.c = c, .f = f};
    if (job != NULL && !name_find(standing_names, STANDINGS, f->to, &w.to)) {
        err_set(&c->err, ERR_INPUT, M_CLI_FLAG_BAD, {"to", f->to, "suspended|resumed|removed"});
        return cli_fail(c);
    }
    w.who = store_who(c);
    const struct store_work s = {.pool = f->pool, .write = job, .read = show_job, .work = &w};
    if (!store_do(c, &s))
        return cli_fail(c);
    if (c->json)
        print_json(&w);
    else
        print_text(&w);
    return EXIT_OK;
}

static int
stand(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, stand_job);
}

static int
show(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, NULL);
}

#define F(member) offsetof(struct flags, member)
#define WHICH                                                                                      \
    {"expert", "CODE", FLAG_TEXT, true, F(expert), M_DRAW_F_EXPERT_CODE},                          \
    {                                                                                              \
        "pool", "POOL", FLAG_INT, true, F(pool), M_IMPORT_F_POOL                                   \
    }
static const struct flag stand_flags[] = {
    WHICH,
    {"to", "STANDING", FLAG_TEXT, true, F(to), M_EXPERT_F_TO},
    {"reason", "TEXT", FLAG_TEXT, true, F(reason), M_EXPERT_F_REASON},
    {"on", "DATE", FLAG_DATE, true, F(on), M_EXPERT_F_ON},
};
static const struct flag show_flags[] = {WHICH};

const struct command cmd_expert_standing = {
    .name = "expert standing",
    .words = "",
    .summary = M_CMD_EXPERT_STANDING,
    .example = "jicai expert standing --expert E010 --pool 440100 --to suspended "
               "--reason 未如实申报 --on 2020-12-01",
    .flags = stand_flags,
    .flags_n = sizeof(stand_flags) / sizeof(*stand_flags),
    .size = sizeof(struct flags),
    .run = stand,
};
const struct command cmd_expert_show = {
    .name = "expert show",
    .words = "",
    .summary = M_CMD_EXPERT_SHOW,
    .example = "jicai expert show --expert E010 --pool 440100",
    .flags = show_flags,
    .flags_n = sizeof(show_flags) / sizeof(*show_flags),
    .size = sizeof(struct flags),
    .run = show,
};
