/* draw_print.c - the record of a draw of experts, for people and as JSON. */
#include "cli/draw_print.h"

#include <string.h>

#include "base/core/text.h"
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

static size_t
count(const struct expert_draw *d, enum draw_conflict conflict)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        n += d->person[i].conflict == conflict;
    return n;
}

static const char *
became(struct cli *c, const struct draw_person *p, size_t places)
{
    char text[ERR_TEXT_MAX];
    if (p->conflict != DRAW_FREE)
        return cli_word(c,
                        p->conflict == DRAW_SAME_EMPLOYER ? M_DRAW_IS_EMPLOYER : M_DRAW_IS_BIDDER);
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
    char on[DATE_TEXT_MAX], hex[2][HEX_MAX], n[3][INT_TEXT_MAX];
    size_t employer = count(d, DRAW_SAME_EMPLOYER), bidder = count(d, DRAW_SAME_BIDDER);

    say_line(
        c, M_DRAW_HEAD,
        (const char *const[]){r->id, d->project, date_text(r->committed_on, on), r->public_name},
        4);
    say_line(c, M_DRAW_SAY_COMMITMENT,
             (const char *const[]){sm3_text(r->commitment.b, hex[0]), sm3_text(r->list.b, hex[1])},
             2);
    say_line(c, M_DRAW_SAY_REMOVED,
             (const char *const[]){int_text((int64_t)(employer + bidder), n[0]),
                                   int_text((int64_t)employer, n[1]),
                                   int_text((int64_t)bidder, n[2])},
             3);
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

/* --- JSON --- */

static void
lots_json(struct json *j, const struct expert_draw *d)
{
    char hex[HEX_MAX];
    json_open(j, "lots", '[');
    for (size_t k = 0; k < d->lots; k++) {
        const struct draw_lot *l = &d->lot[k];
        json_open(j, NULL, '{');
        json_text(j, "speciality", l->name);
        json_int(j, "places", (int64_t)l->places);
        json_int(j, "reserve", (int64_t)l->reserve);
        json_open(j, "hashes", '[');
        for (size_t i = 0; i < l->n; i++)
            json_text(j, NULL, sm3_text(l->hash[i].b, hex));
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void
candidate_json(struct json *j, const struct draw_person *p)
{
    char hex[HEX_MAX], salt[HEX_MAX];
    uint8_t full[SM3_SIZE] = {0};
    memcpy(full, p->salt, DRAW_SALT_SIZE);
    sm3_text(full, salt);
    salt[(size_t)DRAW_SALT_SIZE * 2] = '\0';
    json_text(j, "salt", salt);
    json_text(j, "hash", sm3_text(p->hash.b, hex));
    json_int(j, "place", p->place);
    json_bool(j, "seat", p->seat);
    if (p->declined_on.day == 0)
        return;
    json_date(j, "declined", p->declined_on);
    json_text(j, "reason", p->reason);
}

static void
persons_json(struct json *j, const struct expert_draw *d, bool removed)
{
    json_open(j, removed ? "removed" : "candidates", '[');
    for (size_t i = 0; i < d->n; i++) {
        const struct draw_person *p = &d->person[i];
        if ((p->conflict != DRAW_FREE) != removed)
            continue;
        json_open(j, NULL, '{');
        json_text(j, "expert", p->code);
        json_text(j, "name", p->name);
        json_text(j, "employer", p->employer);
        json_text(j, "speciality", speciality_names[p->speciality]);
        if (removed)
            json_text(j, "conflict", draw_conflict_name(p->conflict));
        else
            candidate_json(j, p);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void
conflicts_json(struct json *j, const struct expert_draw *d)
{
    json_open(j, "conflicts", '{');
    json_int(j, draw_conflict_name(DRAW_SAME_EMPLOYER), (int64_t)count(d, DRAW_SAME_EMPLOYER));
    json_int(j, draw_conflict_name(DRAW_SAME_BIDDER), (int64_t)count(d, DRAW_SAME_BIDDER));
    json_close(j, '}');
}

void
draw_print_json(struct cli *c, const struct expert_draw *d, const struct policy *p)
{
    const struct draw_record *r = &d->record;
    char hex[HEX_MAX], cite[POLICY_TEXT_MAX];
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "edition", "draw-1");
    json_int(&j, "pool", d->pool);
    json_text(&j, "project", d->project);
    json_text(&j, "draw", r->id);
    json_text(&j, "pack", p->id);
    json_text(&j, "note", policy_status_note(p, c->lang));
    json_text(&j, "basis", policy_cite(p, RULE_EXPERT_DRAW, c->lang, cite, sizeof(cite)));
    json_text(&j, "state", r->revealed ? "drawn" : "committed");
    json_date(&j, "committed", r->committed_on);
    json_text(&j, "commitment", sm3_text(r->commitment.b, hex));
    json_text(&j, "randomness", r->public_name);
    json_text(&j, "list", sm3_text(r->list.b, hex));
    conflicts_json(&j, d);
    lots_json(&j, d);
    if (r->revealed) {
        json_date(&j, "public_on", r->public_on);
        json_text(&j, "public", r->public_text);
        json_text(&j, "secret", sm3_text(r->secret, hex));
        persons_json(&j, d, false);
        persons_json(&j, d, true);
    }
    json_close(&j, '}');
    json_end(&j);
}
