/* talks.c - invitations, rounds, offers. */
#include "tender/talks.h"

#include <assert.h>
#include <string.h>

#include "access/manage.h"
#include "base/core/text.h"
#include "policy/round_bid.h"
#include "project/life.h"
#include "project/meeting.h"
#include "registry/check.h"
#include "registry/company.h"
#include "registry/credit_gate.h"
#include "registry/product.h"
#include "tender/bid.h"
#include "tender/opening.h"
#include "tender/query.h"
#include "words/seal.h"
#include "words/talks.h"

#define KEY(k) v_int((k)->pool), v_text((k)->project), v_text((k)->group), v_int((k)->number)

static date
day_of(const char *moment)
{
    char text[DATE_TEXT_MAX] = {0};
    date d = {0};
    memcpy(text, moment, 10);
    (void)date_parse(&d, text);
    return d;
}

static int64_t
seconds(const char *moment)
{
    int64_t s = 0;
    (void)round_moment(moment, &s);
    return s;
}

static bool
moment_fine(const char *text, const char *field, struct err *e)
{
    return moment_is(text) || err_set(e, ERR_INPUT, M_TALKS_MOMENT, {text}, .field = field);
}

/* --- inviting --- */

/* Who may bid: known, not kept out by credit, not rejected by the review. */
static bool
may_be_invited(struct db *db, struct arena *a, const struct talks_open *in, const char *company,
               struct company *c, struct err *e)
{
    const struct credit_asked credit = {in->key.pool, company, "", in->on};
    struct qualification q;
    bool found;
    if (!company_must(db, a, company, ROLE_REGISTRANT, "suppliers", e) ||
        !company_on(db, a, company, in->on, c, e) ||
        !credit_must(db, a, &credit, DOOR_BID, "suppliers", e) ||
        !qualification_get(db, a, in->key.pool, in->key.project, company, &q, &found, e))
        return false;
    return !found || q.qualified ||
           err_set(e, ERR_CONFLICT, M_TALKS_UNQUALIFIED, {company, q.reason}, .field = "suppliers");
}

/* Each once and fit; *bidders: how many they are, related ones as one. */
static bool
suppliers_fine(struct db *db, const struct talks_open *in, const char **controller,
               int64_t *bidders, struct err *e)
{
    *bidders = 0;
    for (size_t i = 0; i < in->companies; i++) {
        struct company c;
        if (!may_be_invited(db, in->arena, in, in->company[i], &c, e))
            return false;
        controller[i] = c.controller;
        bool first = true;
        for (size_t k = 0; k < i; k++) {
            if (strcmp(in->company[k], in->company[i]) == 0)
                return err_set(e, ERR_INPUT, M_TALKS_TWICE, {in->company[i]}, .field = "suppliers");
            first = first && (*c.controller == '\0' || strcmp(controller[k], c.controller) != 0);
        }
        *bidders += first;
    }
    return true;
}

/* A negotiation has a meeting for which experts were drawn; an inquiry has none. */
static bool
meeting_fine(struct db *db, const struct talks_open *in, enum talks_mode mode, struct err *e)
{
    struct meeting m;
    const char *draw;
    if (mode == TALKS_INQUIRY)
        return *in->meeting == '\0' ||
               err_set(e, ERR_INPUT, M_TALKS_NO_MEETING, {in->meeting}, .field = "meeting");
    if (!meeting_get(db, in->arena, in->key.pool, in->key.project, in->meeting, &m, e) ||
        !draw_of_meeting(db, in->arena, in->key.pool, in->key.project, in->meeting, &draw, e))
        return false;
    bool fits = m.purpose == MEETING_NEGOTIATION &&
                (*m.group == '\0' || strcmp(m.group, in->key.group) == 0);
    if (!fits)
        return err_set(e, ERR_CONFLICT, M_TALKS_MEETING, {in->meeting, in->key.group},
                       .field = "meeting");
    return *draw != '\0' ||
           err_set(e, ERR_CONFLICT, M_TALKS_NOT_DRAWN, {in->meeting}, .field = "meeting");
}

static bool
same_talks(const struct talks_file *t, const struct talks_open *in)
{
    bool same = strcmp(t->meeting, in->meeting) == 0 && t->suppliers == in->companies;
    for (size_t i = 0; same && i < in->companies; i++)
        same = talks_invited(t, in->company[i]) != NULL;
    return same;
}

/* Talks that are under way: the same ones, or a conflict. *next: the number to take. */
static bool
under_way(struct db *db, struct talks_open *in, bool *again, struct err *e)
{
    struct rows r;
    struct talks_file t;
    *again = false;
    in->key.number = 1;
    if (!db_run(db, &q_talks_last, in->arena, &r, e, v_int(in->key.pool), v_text(in->key.project),
                v_text(in->key.group)))
        return false;
    if (r.n == 0)
        return true;
    in->key.number = row_int(&r, 0, 0);
    if (strcmp(row_text(&r, 0, 1), talks_state_names[TALKS_FAILED]) == 0) {
        in->key.number++;
        return true;
    }
    *again = true;
    return talks_load(db, in->arena, &in->key, &t, e) &&
           (same_talks(&t, in) ||
            err_set(e, ERR_CONFLICT, M_TALKS_RUNNING, {in->key.group}, .field = "group"));
}

static bool
write_talks(struct db *db, const struct talks_open *in, enum talks_mode mode,
            const char *const controller[], struct err *e)
{
    if (!db_do(db, &q_talks_write, e, KEY(&in->key), v_text(talks_mode_names[mode]),
               v_text(in->meeting), v_date(in->arena, in->on)))
        return false;
    for (size_t i = 0; i < in->companies; i++)
        if (!db_do(db, &q_talks_supplier_write, e, KEY(&in->key), v_text(in->company[i]),
                   v_text(controller[i])))
            return false;
    return true;
}

bool
open_talks(struct db *db, struct talks_open *in, enum put *how, struct err *e)
{
    struct arena *a = in->arena;
    const char **controller = arena_array(a, const char *, in->companies + 1);
    struct mode_row m;
    enum talks_mode mode;
    struct project p;
    struct policy *pack;
    struct round *round;
    struct talks_rules rules;
    char least[INT_TEXT_MAX], is[INT_TEXT_MAX];
    int64_t bidders;
    bool again;
    if (in->companies > TALKS_SUPPLIERS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_TALKS_MANY, {in->key.group}, .field = "suppliers");
    if (!group_must(db, a, in->key.pool, in->key.project, in->key.group, "group", e) ||
        !mode_of(db, a, in->key.pool, in->key.project, in->key.group, &m, e) ||
        !round_of(db, a, in->key.pool, in->key.project, &p, &pack, &round, e))
        return false;
    if (!mode_is_talks(m.mode, &mode))
        return err_set(e, ERR_CONFLICT, M_TALKS_NOT_CHOSEN, {in->key.group}, .field = "group");
    if (round == NULL)
        return err_set(e, ERR_INPUT, M_TALKS_NO_RULES, {in->key.project}, .field = "project");
    rules = round->talks[mode];
    if (!under_way(db, in, &again, e))
        return false;
    *how = again ? PUT_SAME : PUT_NEW;
    if (again)
        return true;
    if (!project_may(db, a, in->key.pool, in->key.project, ACT_BID, (date){0}, e) ||
        !meeting_fine(db, in, mode, e) || !suppliers_fine(db, in, controller, &bidders, e))
        return false;
    if (bidders < rules.suppliers)
        return err_set(e, ERR_CONFLICT, M_TALKS_FEW_INVITED,
                       {in->key.group, int_text(bidders, is), int_text(rules.suppliers, least)},
                       .field = "suppliers");
    return write_talks(db, in, mode, controller, e);
}

/* --- rounds --- */

/* The first round of a negotiation is not before its meeting. */
static bool
after_meeting(struct db *db, struct arena *a, const struct talks_file *t, const char *from,
              struct err *e)
{
    struct meeting m;
    if (*t->meeting == '\0')
        return true;
    if (!meeting_get(db, a, t->key.pool, t->key.project, t->meeting, &m, e))
        return false;
    return date_cmp(day_of(from), m.held) >= 0 ||
           err_set(e, ERR_CONFLICT, M_TALKS_BEFORE_MEETING, {t->meeting}, .field = "from");
}

bool
open_round(struct db *db, struct arena *a, const struct talks_key *key, const struct round_open *in,
           int64_t *turn, enum put *how, struct err *e)
{
    static const enum msg say[NEXT_VERDICTS] = {M_NONE,          M_TALKS_OVER,  M_ROUND_MANY,
                                                M_ROUND_RUNNING, M_ROUND_TIMES, M_ROUND_CEILING};
    struct talks_file t;
    char most[INT_TEXT_MAX];
    if (!moment_fine(in->from, "from", e) || !moment_fine(in->until, "until", e) ||
        !talks_load(db, a, key, &t, e))
        return false;
    const struct talks_turn *last = t.turns > 0 ? &t.turn[t.turns - 1] : NULL;
    *how = PUT_SAME;
    *turn = (int64_t)t.turns;
    if (last != NULL && strcmp(last->from, in->from) == 0 && strcmp(last->until, in->until) == 0 &&
        money_cmp(last->ceiling, in->ceiling) == 0)
        return true;
    const struct talks_next n = {.rounds = (int64_t)t.turns,
                                 .last_until = last != NULL ? seconds(last->until) : 0,
                                 .now = seconds(in->now),
                                 .from = seconds(in->from),
                                 .until = seconds(in->until),
                                 .last_ceiling = last != NULL ? last->ceiling : (money){0},
                                 .ceiling = in->ceiling,
                                 .concluded = t.state != TALKS_IS_OPEN};
    enum round_verdict v = talks_next(&t.rules, &n);
    if (v != NEXT_OK)
        return err_set(e, ERR_CONFLICT, say[v], {key->group, int_text(t.rules.rounds, most)},
                       .field = v == NEXT_CEILING ? "ceiling" : "from");
    *how = PUT_NEW;
    *turn = (int64_t)t.turns + 1;
    return after_meeting(db, a, &t, in->from, e) &&
           db_do(db, &q_talks_round_write, e, KEY(key), v_int(*turn), v_text(in->from),
                 v_text(in->until), v_int(in->ceiling.units), v_text(in->who));
}

/* --- offers --- */

static bool
product_fine(struct db *db, struct arena *a, const struct offer_in *in, struct err *e)
{
    struct product p;
    return product_on(db, a, in->product, day_of(in->now), &p, e) &&
           (strcmp(p.company, in->company) == 0 ||
            err_set(e, ERR_INPUT, M_TALKS_PRODUCT, {in->product, in->company}, .field = "product"));
}

static bool
figures_fine(const struct offer_in *in, struct err *e)
{
    const struct award_bid b = {
        .price = in->price,
        .with_service = in->with_service,
        .capacity = {in->capacity < 0 ? 0 : in->capacity},
        .factor = {0},
    };
    return (in->price.units > 0 && award_bid_check(&b) == BID_OK) ||
           err_set(e, ERR_INPUT, M_TALKS_FIGURES, {in->product}, .field = "price");
}

struct said { /* so far, by one supplier */
    bool left, offered, same;
    money last; /* its last price for the product; 0: none */
};

static struct said
said_of(const struct talks_file *t, const struct offer_in *in)
{
    struct said s = {.left = false};
    for (size_t i = 0; i < t->offers; i++) {
        const struct talks_filed *f = &t->filed[i];
        if (strcmp(f->company, in->company) != 0)
            continue;
        s.left = s.left || *f->product == '\0';
        if (strcmp(f->product, in->product) != 0)
            continue;
        s.last = f->price;
        s.offered = f->turn == (int64_t)t->turns;
        s.same = s.offered && money_cmp(f->price, in->price) == 0 &&
                 money_cmp(f->with_service, in->with_service) == 0 && f->capacity == in->capacity;
    }
    return s;
}

static struct talks_ask
ask_of(const struct talks_file *t, const struct said *s, const char *company, money price,
       const char *now)
{
    const struct talks_turn *last = t->turns > 0 ? &t->turn[t->turns - 1] : NULL;
    return (struct talks_ask){.mode = t->mode,
                              .falling = t->rules.falling,
                              .concluded = t->state != TALKS_IS_OPEN,
                              .invited = talks_invited(t, company) != NULL,
                              .left = s->left,
                              .has_round = last != NULL,
                              .from = last != NULL ? seconds(last->from) : 0,
                              .until = last != NULL ? seconds(last->until) : 0,
                              .at = seconds(now),
                              .offered = s->offered,
                              .price = price,
                              .last = s->last,
                              .ceiling = last != NULL ? last->ceiling : (money){0}};
}

static bool
refuse(enum asked_verdict v, const struct talks_key *key, const char *company, money bound,
       struct err *e)
{
    static const enum msg say[ASKED_VERDICTS] = {
        M_NONE,        M_TALKS_OVER, M_OFFER_STRANGER, M_OFFER_LEFT,    M_OFFER_NO_ROUND,
        M_OFFER_EARLY, M_OFFER_LATE, M_OFFER_ONCE,     M_OFFER_CEILING, M_OFFER_RAISED};
    char text[MONEY_TEXT_MAX];
    /* To who is not invited, the talks are not there. */
    return err_set(e, v == ASKED_STRANGER ? ERR_NOT_FOUND : ERR_CONFLICT, say[v],
                   {key->group, company, money_text(bound, text)}, .field = "price");
}

static bool
write_offer(struct db *db, const struct talks_file *t, const struct offer_in *in,
            const char *reason, struct err *e)
{
    if (t->offers >= TALKS_OFFERS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_TALKS_MANY, {t->key.group});
    return db_do(db, &q_talks_offer_write, e, KEY(&t->key), v_int((int64_t)t->offers + 1),
                 v_text(in->company), v_int((int64_t)t->turns), v_text(in->product),
                 v_int(in->price.units), v_int(in->with_service.units), v_int(in->capacity),
                 v_text(in->now), v_text(reason));
}

bool
make_offer(struct db *db, struct arena *a, const struct talks_key *key, const struct offer_in *in,
           enum put *how, struct err *e)
{
    struct talks_file t;
    const struct credit_asked credit = {key->pool, in->company, in->product, day_of(in->now)};
    if (!talks_load(db, a, key, &t, e))
        return false;
    const struct said s = said_of(&t, in);
    struct talks_ask ask = ask_of(&t, &s, in->company, in->price, in->now);
    enum asked_verdict v = talks_offer(&ask);
    *how = PUT_SAME;
    if (s.same && !s.left && (v == ASKED_OK || v == ASKED_ONCE))
        return true;
    if (v != ASKED_OK)
        return refuse(v, key, in->company, v == ASKED_RAISED ? ask.last : ask.ceiling, e);
    *how = PUT_NEW;
    return figures_fine(in, e) && product_fine(db, a, in, e) &&
           credit_must(db, a, &credit, DOOR_BID, "product", e) && write_offer(db, &t, in, "", e);
}

bool
leave_talks(struct db *db, struct arena *a, const struct talks_key *key, const char *company,
            const char *reason, const char *now, enum put *how, struct err *e)
{
    const struct offer_in in = {
        .company = company, .product = "", .capacity = CAPACITY_NONE, .now = now};
    struct talks_file t;
    if (!reason_fine(reason, e) || !talks_load(db, a, key, &t, e))
        return false;
    if (talks_invited(&t, company) == NULL)
        return refuse(ASKED_STRANGER, key, company, (money){0}, e);
    *how = PUT_SAME;
    if (said_of(&t, &in).left)
        return true;
    if (t.state != TALKS_IS_OPEN)
        return refuse(ASKED_OVER, key, company, (money){0}, e);
    *how = PUT_NEW;
    return write_offer(db, &t, &in, reason, e);
}
