/* jicai award: rules and bids in, winners out. With files no database is needed; with --project
 * both come from the database, and the results stay there. */
#include <stdlib.h>
#include <string.h>

#include "cli/award_input.h"
#include "cli/award_print.h"
#include "cli/award_project.h"
#include "cli/commands.h"
#include "policy/round_bid.h"
#include "words/award.h"
#include "words/cli.h"
#include "words/tender.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

struct award_flags {
    const char *rules, *bids, *demand, *draws;
    struct award_project project;
};

struct award_job {
    struct cli *cli;
    const struct round *round;
    const struct award_input *in;
    struct award_bid *bid; /* of the group under way */
    struct award_result *out;
    struct award_slot *work;
    size_t *order;
    struct award_ref ref[ROUND_REFS_MAX]; /* by name */
    size_t refs;
};

/* A group sees those of the named groups that come before it by name; one that is not named itself
 * sees them all. */
static size_t
refs_seen(const struct award_job *job, const char *group)
{
    for (size_t i = 0; i < job->refs; i++)
        if (strcmp(job->ref[i].group, group) == 0)
            return i;
    return job->refs;
}

static struct award_group
run_group(struct award_job *job, const struct award_input_group *g, enum award_status *status)
{
    const struct round_group *own = round_group_find(job->round, g->name);
    struct award_group group = {.name = g->name,
                                .bid = job->bid,
                                .n = g->n,
                                .ref = job->ref,
                                .refs = refs_seen(job, g->name)};
    if (own != NULL) {
        group.ceiling = own->ceiling;
        group.previous_highest = own->previous_highest;
    }
    for (size_t i = 0; i < g->n; i++)
        job->bid[i] = job->in->row[g->from + i].bid;
    *status = award_run(&job->round->award, &group, job->out, job->work);
    return group;
}

static void
refs_make(struct award_job *job)
{
    const char *name[ROUND_REFS_MAX];
    size_t n = round_groups_named(&job->round->award, name);
    enum award_status status;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < job->in->groups; k++)
            if (strcmp(job->in->group[k].name, name[i]) == 0) {
                struct award_group g = run_group(job, &job->in->group[k], &status);
                job->ref[job->refs++] = award_refer(&g, job->out);
            }
}

static void
room(struct award_job *job)
{
    size_t n = 1;
    for (size_t i = 0; i < job->in->groups; i++)
        n = job->in->group[i].n > n ? job->in->group[i].n : n;
    job->bid = arena_array(job->cli->arena, struct award_bid, n);
    job->out = arena_array(job->cli->arena, struct award_result, n);
    job->work = arena_array(job->cli->arena, struct award_slot, n);
    job->order = arena_array(job->cli->arena, size_t, n);
}

static bool
print_all(struct award_job *job, bool explain)
{
    struct json j;
    bool draw = false;
    json_start(&j, job->cli->out);
    if (job->cli->json) {
        json_open(&j, NULL, '{');
        json_text(&j, "edition", AWARD_EDITION);
        json_text(&j, "pack", job->round->id);
        json_text(&j, "rules_sha256", job->round->sha256);
        json_open(&j, "groups", '[');
    }
    for (size_t i = 0; i < job->in->groups; i++) {
        enum award_status status;
        struct award_group g = run_group(job, &job->in->group[i], &status);
        draw = draw || status == AWARD_HAS_DRAW;
        if (job->cli->json)
            award_print_json(&j, &g, job->out, job->order);
        else
            award_print_text(job->cli, job->round, &g, job->out, job->order, explain);
    }
    if (job->cli->json) {
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
    }
    return draw;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct award_flags *f = flags;
    struct award_input in;
    struct round *r;
    (void)word, (void)n;
    if (f->project.project != NULL)
        return award_project(c, &f->project);
    if (f->rules == NULL || f->bids == NULL) {
        err_set(&c->err, ERR_INPUT, M_CLI_FLAG_NEEDED,
                {f->rules == NULL ? "rules" : "bids", "FILE", "award"});
        return cli_fail(c);
    }
    if (!round_load(&r, c->arena, f->rules, &c->errs) ||
        !award_input_read(&in, c, r, f->bids, f->demand, f->draws))
        return cli_fail(c);
    struct award_job job = {.cli = c, .round = r, .in = &in};
    room(&job);
    refs_make(&job);
    if (!print_all(&job, f->project.explain))
        return EXIT_OK;
    fprintf(stderr, "%s\n", cli_word(c, M_AWARD_TO_DRAW));
    return EXIT_DRAW;
}

static const struct flag flags[] = {
    {"rules", "FILE", FLAG_TEXT, false, offsetof(struct award_flags, rules), M_AWARD_F_RULES},
    {"bids", "FILE.csv", FLAG_TEXT, false, offsetof(struct award_flags, bids), M_AWARD_F_BIDS},
    {"demand", "FILE.csv", FLAG_TEXT, false, offsetof(struct award_flags, demand),
     M_AWARD_F_DEMAND},
    {"draws", "FILE.csv", FLAG_TEXT, false, offsetof(struct award_flags, draws), M_AWARD_F_DRAWS},
    {"explain", NULL, FLAG_BOOL, false, offsetof(struct award_flags, project.explain),
     M_AWARD_F_EXPLAIN},
    {"project", "CODE", FLAG_TEXT, false, offsetof(struct award_flags, project.project),
     M_AWARD_F_PROJECT},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct award_flags, project.pool), M_PROJECT_F_POOL},
    {"replace", NULL, FLAG_BOOL, false, offsetof(struct award_flags, project.replace),
     M_PROJECT_F_REPLACE},
};

const struct command cmd_award = {
    .name = "award",
    .words = "",
    .summary = M_CMD_AWARD,
    .example = "jicai award --rules policies/rounds/stents-2020 --bids bids.csv --explain",
    .flags = flags,
    .flags_n = COUNT(flags),
    .size = sizeof(struct award_flags),
    .run = run,
};
