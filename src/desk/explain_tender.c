/* Why a bid won or not, and why an institution has the volume it has. */
#include <string.h>

#include "base/core/text.h"
#include "desk/award_text.h"
#include "desk/explain_inner.h"
#include "project/announcement.h"
#include "tender/run_allocate.h"
#include "tender/run_award.h"
#include "words/award.h"
#include "words/desk.h"

enum { STEPS_MAX = 5000, ERRS = 4 };

/* --- award --- */

static bool
is_published(struct explaining *q, bool *out)
{
    enum notice_state notice, result;
    const struct explain_ask *a = q->ask;
    if (!notice_of(q->db, a->arena, a->pool, q->part[0], ANNOUNCE_NOTICE, a->today, &notice,
                   q->e) ||
        !notice_of(q->db, a->arena, a->pool, q->part[0], ANNOUNCE_RESULT, a->today, &result, q->e))
        return false;
    *out = notice != NOTICE_NONE || result != NOTICE_NONE;
    return true;
}

static bool
is_chosen(enum award_decision d)
{
    return d == AWARD_SELECT || d == AWARD_SELECT_WITHOUT_QUOTA ||
           d == AWARD_SELECT_WITHOUT_VOLUME || d == AWARD_STANDBY;
}

/* Offices all of them, a bidder its own, everybody who was selected once that is published. */
static bool
award_may(struct explaining *q, const struct award_bid *b, const struct award_result *r, bool *may)
{
    *may = q->ask->all || q->ask->unbounded ||
           (*q->ask->sight.company != '\0' && strcmp(q->ask->sight.company, b->company) == 0);
    return *may || !is_chosen(r->decision) || is_published(q, may);
}

/* The basis that the rules give for a decision: by the step that was met, else by its address. */
static const struct round_basis *
basis_of(const struct round *round, const struct award_result *r)
{
    for (size_t i = 0; i < round->award.steps; i++)
        if (strcmp(round->award.step[i].name, r->step) == 0)
            return round_basis_of(round, round->award.step[i].clause);
    for (size_t i = 0; i < round->bases && strcmp(r->clause, "choice") != 0; i++)
        if (strcmp(round->basis[i].clause, r->clause) == 0)
            return &round->basis[i];
    return NULL;
}

static void
award_basis(struct explaining *q, const struct round *round, const struct award_result *r,
            struct explain_step_told *to)
{
    static const char *const names[] = {
        [ROUND_CLAUSE] = "clause", [ROUND_CITE] = "cite", [ROUND_CHOICE] = "choice"};
    const struct round_basis *b = basis_of(round, r);
    const char *choice = word_text(q->ask->lang, M_AWARD_CHOICE);
    to->basis = names[b != NULL ? b->kind : ROUND_CHOICE];
    if (b == NULL) {
        to->cite = strcmp(r->clause, "choice") == 0 ? choice : r->clause;
        return;
    }
    const char *note = q->ask->lang == LANG_ZH ? b->zh : b->en;
    to->document = *b->number != '\0' ? b->number : b->title;
    to->clause = b->place;
    to->quote = b->quote;
    const char *dot = *note != '\0' ? " · " : "";
    to->cite = b->kind == ROUND_CHOICE
                   ? arena_printf(q->ask->arena, "%s%s%s", choice, dot, note)
                   : note;
}

static void
award_steps(struct explaining *q, const struct round *round, const struct award_result *r)
{
    struct arena *a = q->ask->arena;
    const struct explain_step_told none = {"", "", "", "", "", "", "", ""};
    struct explain_step_told *s = arena_array(a, struct explain_step_told, r->figures + 1);
    char text[AWARD_TEXT_MAX];
    for (size_t i = 0; i < r->figures; i++) {
        s[i] = none;
        s[i].text = arena_strdup(a, award_figure_text(&r->figure[i], q->ask->lang, text));
    }
    s[r->figures] = none;
    s[r->figures].text =
        arena_printf(a, "%s%s%s", word_text(q->ask->lang, award_decision_word(r->decision)),
                     *r->step != '\0' ? " · " : "", award_step_text(r->step, q->ask->lang));
    award_basis(q, round, r, &s[r->figures]);
    q->out->steps = (struct list){s, r->figures + 1};
}

static void
award_inputs(struct explaining *q, const struct group_result *g, size_t i)
{
    char text[MONEY_TEXT_MAX], n[INT_TEXT_MAX];
    struct arena *a = q->ask->arena;
    explain_input(q, "company", g->group.bid[i].company);
    explain_input(q, "price", arena_strdup(a, money_text(g->out[i].price, text)));
    if (g->out[i].rank > 0)
        explain_input(q, "rank", arena_strdup(a, int_text(g->out[i].rank, n)));
    explain_input(q, "bids", arena_strdup(a, int_text((int64_t)g->group.n, n)));
}

bool
explain_award_of(struct explaining *q)
{
    struct arena *a = q->ask->arena;
    struct err first[ERRS];
    struct award_run run = {
        .arena = a, .pool = q->ask->pool, .code = q->part[0], .errs = {.list = first, .max = ERRS}};
    struct group_result g;
    bool found, may;
    size_t i = 0;
    if (!award_prepare(q->db, &run, q->e) ||
        !group_result_get(q->db, a, run.pool, run.code, q->part[1], &g, &found, q->e))
        return false;
    while (found && i < g.group.n && strcmp(g.group.bid[i].product, q->part[2]) != 0)
        i++;
    if (!found || i == g.group.n)
        return explain_none(q);
    if (!award_may(q, &g.group.bid[i], &g.out[i], &may))
        return false;
    if (!may)
        return explain_none(q);
    explain_stamp(
        q, &(struct stamp){g.pack, g.pack_sha256, AWARD_EDITION, arena_strdup(a, g.inputs_sha256)});
    award_inputs(q, &g, i);
    award_steps(q, run.round, &g.out[i]);
    return true;
}

/* --- allocation --- */

static void
product_line(void *to, const struct allocation_row *r)
{
    struct explaining *q = to;
    struct arena *a = q->ask->arena;
    int64_t kept = r->kept.pieces, rest = r->from_remaining.pieces;
    explain_input(q, arena_strdup(a, r->product),
                  arena_printf(a, "%lld + %lld = %lld", (long long)kept, (long long)rest,
                               (long long)(kept + rest)));
}

bool
explain_allocation_of(struct explaining *q)
{
    struct arena *a = q->ask->arena;
    struct err first[ERRS];
    struct volume_run run = {
        .arena = a, .pool = q->ask->pool, .code = q->part[0], .errs = {.list = first, .max = ERRS}};
    struct explain x = {.step = arena_array(a, struct explain_step, STEPS_MAX), .max = STEPS_MAX};
    struct group_inputs in;
    if (!volume_prepare(q->db, &run, q->e))
        return false;
    if (run.round == NULL || !run.round->has_split)
        return explain_none(q);
    if (!allocation_of_group(q->db, a, &run, q->part[1], &in, q->e))
        return false;
    if (in.verdict != ALLOCATE_OK || in.nothing ||
        !allocation_explain(in.allocation, q->part[2], q->part[1], &x, product_line, q))
        return explain_none(q);
    explain_stamp(q, &(struct stamp){run.project.pack, run.pack->sha256, ALLOCATE_EDITION,
                                     arena_strdup(a, in.sha256)});
    explain_steps(q, &x);
    return true;
}
