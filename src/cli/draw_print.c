/* draw_print.c - the record of a draw of experts, for people and as JSON. */
#include "cli/draw_print.h"

#include "base/core/text.h"
#include "project/draw_record.h"
#include "words/experts.h"

enum { HEX_MAX = SM3_HEX_MAX };

enum msg
draw_verdict_msg(enum draw_verdict v)
{
    static const enum msg say[DRAW_VERDICTS] = {
        [DRAW_OK] = M_NONE,
        [DRAW_NOT_REVEALED] = M_DRAW_V_NOT_REVEALED,
        [DRAW_PUBLIC_EARLY] = M_DRAW_V_PUBLIC_EARLY,
        [DRAW_COMMITMENT] = M_DRAW_V_COMMITMENT,
        [DRAW_ORDER] = M_DRAW_V_ORDER,
        [DRAW_LIST] = M_DRAW_V_LIST,
        [DRAW_TOO_FEW] = M_DRAW_V_TOO_FEW,
    };
    return say[v];
}

static void
say_line(struct cli *c, enum msg m, const char *const arg[], size_t n)
{
    cli_say(c, m, arg, n);
    fputc('\n', c->out);
}

static const char *
became(struct cli *c, const struct draw_person *p, size_t places)
{
    char text[ERR_TEXT_MAX];
    static const enum msg conflict[DRAW_CONFLICTS] = {M_NONE, M_DRAW_IS_EMPLOYER, M_DRAW_IS_BIDDER,
                                                      M_DRAW_IS_RECENT, M_DRAW_IS_DECLARED};
    if (p->conflict != DRAW_FREE)
        return cli_word(c, conflict[p->conflict]);
    if (p->declined_on.day != 0) {
        words_fill(text, sizeof(text), cli_word(c, M_DRAW_IS_DECLINED),
                   (const char *const[]){p->reason}, 1);
        return arena_strdup(c->arena, text);
    }
    if (!p->seat)
        return cli_word(c, M_DRAW_IS_RESERVE);
    return cli_word(c, (size_t)p->place <= places ? M_DRAW_IS_DRAWN : M_DRAW_IS_MOVED_UP);
}

static void
person_text(struct cli *c, const struct draw_person *p, size_t places)
{
    char n[INT_TEXT_MAX];
    say_line(c, M_DRAW_SAY_PERSON,
             (const char *const[]){p->place > 0 ? int_text(p->place, n) : "-", p->code, p->name,
                                   p->employer, became(c, p, places)},
             5);
}

/* In the order of the draw. */
static void
lot_text(struct cli *c, const struct expert_draw *d, size_t k)
{
    const struct draw_lot *l = &d->lot[k];
    char n[3][INT_TEXT_MAX];
    size_t seats = 0;
    say_line(c, M_DRAW_SAY_LOT,
             (const char *const[]){l->name, int_text((int64_t)l->n, n[0]),
                                   int_text((int64_t)l->places, n[1]),
                                   int_text((int64_t)l->reserve, n[2])},
             4);
    if (!d->record.revealed)
        return;
    for (size_t place = 1; place <= l->places + l->reserve; place++)
        for (size_t i = 0; i < d->n; i++)
            if (d->person[i].speciality == d->field[k] && (size_t)d->person[i].place == place) {
                person_text(c, &d->person[i], l->places);
                seats += d->person[i].seat;
            }
    if (seats < l->places)
        say_line(c, M_DRAW_SHORT, NULL, 0);
}

static void
basis_text(struct cli *c, const struct policy *p)
{
    char cite[POLICY_TEXT_MAX];
    fprintf(c->out, "%s: %s\n", cli_word(c, M_DRAW_BASIS),
            policy_cite(p, RULE_EXPERT_DRAW, c->lang, cite, sizeof(cite)));
}

void
draw_print_text(struct cli *c, const struct expert_draw *d, const struct policy *p)
{
    const struct draw_record *r = &d->record;
    char on[DATE_TEXT_MAX], hex[2][HEX_MAX], n[DRAW_CONFLICTS][INT_TEXT_MAX];
    size_t removed = 0;

    say_line(
        c, M_DRAW_HEAD,
        (const char *const[]){r->id, d->project, date_text(r->committed_on, on), r->public_name},
        4);
    say_line(c, M_DRAW_SAY_COMMITMENT,
             (const char *const[]){sm3_text(r->commitment.b, hex[0]), sm3_text(r->list.b, hex[1])},
             2);
    for (int k = DRAW_FREE + 1; k < DRAW_CONFLICTS; k++) {
        removed += draw_removed(d, (enum draw_conflict)k);
        int_text((int64_t)draw_removed(d, (enum draw_conflict)k), n[k]);
    }
    say_line(c, M_DRAW_SAY_REMOVED,
             (const char *const[]){int_text((int64_t)removed, n[0]), n[DRAW_SAME_EMPLOYER],
                                   n[DRAW_SAME_BIDDER], n[DRAW_RECENT_SERVICE], n[DRAW_DECLARED]},
             5);
    if (r->revealed) {
        for (size_t i = 0; i < d->n; i++)
            if (d->person[i].conflict != DRAW_FREE)
                person_text(c, &d->person[i], 0);
        say_line(c, M_DRAW_SAY_PUBLIC,
                 (const char *const[]){date_text(r->public_on, on), r->public_text,
                                       sm3_text(r->secret, hex[0])},
                 3);
    } else {
        say_line(c, M_DRAW_SAY_WAITS, NULL, 0);
    }
    for (size_t k = 0; k < d->lots; k++)
        lot_text(c, d, k);
    basis_text(c, p);
}

void
draw_print_json(struct cli *c, const struct expert_draw *d, const struct policy *p)
{
    draw_record_json(c->out, d, p, c->lang);
}
