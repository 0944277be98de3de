#include "cli/demo_live.h"

#include <string.h>

#include "desk/query.h"
#include "project/announcement.h"
#include "project/document.h"
#include "project/life.h"
#include "trade/line.h"
#include "trade/trade.h"
#include "words/demo_data.h"

struct doing {
    struct db *db;
    const struct demo_live *l;
    struct project p;
    struct policy *pack;
    struct err *e;
};

/* Somebody of the demonstration: "chongqing-platform". */
static const char *
person(const struct doing *d, const char *role)
{
    return arena_printf(d->l->arena, "%s-%s", d->l->folder, role);
}

const char *
demo_say(struct arena *a, const char *project, enum msg m)
{
    enum { SENTENCE = 2048 };
    const char *const arg[] = {project, "\n"};
    char *text = arena_alloc(a, SENTENCE);
    words_fill(text, SENTENCE, word_text(LANG_ZH, m), arg, 2);
    return text;
}

static date
day(const struct doing *d, int from_bids)
{
    return date_add_days(d->p.bid_on, from_bids);
}

/* --- documents --- */

static bool
step(const struct doing *d, const struct document_version *v, int64_t version, enum document_step s,
     const char *role, date on)
{
    enum put how;
    return document_take(d->db, d->l->arena, d->l->pool, d->l->project, v->code, version, s,
                         person(d, role), on, "", &how, d->e);
}

/* Drafted by the trading centre, reviewed by the monitoring centre, approved by the bureau. */
static bool
document(const struct doing *d, enum document_kind kind, const char *code, enum msg title,
         enum msg body)
{
    const struct document_version v = {.project = d->l->project,
                                       .code = code,
                                       .kind = kind,
                                       .title = demo_say(d->l->arena, d->p.name, title),
                                       .body = demo_say(d->l->arena, d->p.name, body)};
    enum put how;
    int64_t n;
    return document_draft(d->db, d->l->arena, d->l->pool, &v, person(d, "platform"), day(d, -75),
                          &n, &how, d->e) &&
           step(d, &v, n, STEP_SUBMIT, "platform", day(d, -74)) &&
           step(d, &v, n, STEP_REVIEW, "monitor", day(d, -70)) &&
           step(d, &v, n, STEP_APPROVE, "bureau", day(d, -66));
}

/* --- announcements --- */

static bool
announce(const struct doing *d, enum announce_kind kind, const char *number, enum msg title,
         enum msg body, date on, struct announcement *out)
{
    struct announcement n = {.project = d->l->project,
                             .number = number,
                             .kind = kind,
                             .title = demo_say(d->l->arena, d->p.name, title),
                             .body = demo_say(d->l->arena, d->p.name, body),
                             .document = "",
                             .sha256 = "",
                             .on = on,
                             .who = person(d, "bureau")};
    const struct notice_term term = notice_term_of(d->pack, kind);
    enum put how;
    if (kind == ANNOUNCE_PROCUREMENT && d->l->stands != PHASE_DRAFT) {
        n.document = "CGWJ";
        n.version = 1;
    }
    bool ok = publish_announcement(d->db, d->l->arena, d->l->pool, &n, &term, &how, d->e);
    if (out != NULL)
        *out = n;
    return ok;
}

static bool
reached(const struct doing *d, enum phase phase)
{
    return d->l->stands == PHASE_DRAFT || d->l->stands >= phase;
}

/* *notice: its last days. */
static bool
announcements(const struct doing *d, struct announcement *notice)
{
    *notice = (struct announcement){.on = {0}};
    if (!announce(d, ANNOUNCE_PROCUREMENT, "DEMO-GG", M_DEMO_GG_TITLE, M_DEMO_GG, day(d, -60),
                  NULL))
        return false;
    if (!reached(d, PHASE_OPENING))
        return true;
    if (!announce(d, ANNOUNCE_NOTICE, "DEMO-GS", M_DEMO_GS_TITLE, M_DEMO_GS,
                  day(d, d->l->stands == PHASE_NOTICE ? 5 : 1), notice))
        return false;
    date until = date_max(notice->notice_until, notice->object_until);
    return !reached(d, PHASE_RUNNING) ||
           announce(d, ANNOUNCE_RESULT, "DEMO-JG", M_DEMO_JG_TITLE, M_DEMO_JG,
                    date_add_days(date_max(until, day(d, 8)), 3), NULL);
}

/* Two companies object while the notice runs: one is answered, one waits. */
static bool
objections(const struct doing *d)
{
    enum { ANSWER = 10 };
    struct notice_term term = notice_term_of(d->pack, ANNOUNCE_NOTICE);
    struct objection o;
    struct rows r;
    enum put how;
    int64_t days = term.answer > 0 ? term.answer : ANSWER;
    if (!db_run(d->db, &q_desk_bidders, d->l->arena, &r, d->e, v_int(d->l->pool),
                v_text(d->l->project)))
        return false;
    const enum msg text[] = {M_DEMO_OBJECT_RANK, M_DEMO_OBJECT_PRICE};
    for (size_t i = 0; i < 2 && i < r.n; i++)
        if (!file_objection(d->db, d->l->arena, d->l->pool, d->l->project, "DEMO-GS",
                            row_text(&r, i, 0), demo_say(d->l->arena, d->p.name, text[i]),
                            day(d, 6 + (int)i), days, &o, &how, d->e) ||
            (i == 0 &&
             !answer_objection(d->db, d->l->arena, d->l->pool, d->l->project, "DEMO-GS", o.seq,
                               demo_say(d->l->arena, d->p.name, M_DEMO_OBJECT_ANSWER), false,
                               day(d, 8), person(d, "platform"), &how, d->e)))
            return false;
    return true;
}

/* --- phases --- */

static bool
move(const struct doing *d, enum phase to, date on)
{
    const struct move m = {.to = to, .on = on, .who = person(d, "bureau"), .reason = ""};
    enum put how;
    return project_move(d->db, d->l->arena, d->l->pool, d->l->project, &m, &how, d->e);
}

static bool
phases(const struct doing *d, const struct announcement *notice)
{
    static const int from_bids[PHASES] = {
        [PHASE_PUBLISHED] = -60, [PHASE_REPORTING] = -50, [PHASE_REVIEW] = -29,
        [PHASE_BIDDING] = -9,    [PHASE_OPENING] = 0,     [PHASE_NOTICE] = 1};
    enum put how;
    date over = date_add_days(date_max(notice->notice_until, notice->object_until), 1);
    if (!project_begin(d->db, d->l->arena, d->l->pool, d->l->project, day(d, -76),
                       person(d, "bureau"), &how, d->e))
        return false;
    for (enum phase p = PHASE_PUBLISHED; p <= d->l->stands; p++) {
        date on = p <= PHASE_NOTICE      ? day(d, from_bids[p])
                  : p == PHASE_RUNNING   ? d->p.executed_on
                  : p == PHASE_AGREEMENT ? date_add_days(over, 7)
                                         : over;
        if (!move(d, p, on))
            return false;
    }
    return true;
}

/* --- orders under way --- */

static bool
ship(const struct doing *d, struct trade *t, const struct rows *r, size_t i, int64_t pieces)
{
    const struct delivery in = {.number = arena_printf(t->arena, "DEMO-S-%zu", i + 1),
                                .line = 1,
                                .order = row_text(r, i, 0),
                                .order_line = row_int(r, i, 1),
                                .qty = {pieces},
                                .batch = arena_printf(t->arena, "B27%03zu", i + 1),
                                .udi = "",
                                .on = d->l->today};
    enum put how;
    return ship_goods(t, &in, &how, d->e);
}

/* Every other state of an order: not answered, confirmed, on its way, in part, refused. */
static bool
orders(const struct doing *d)
{
    struct trade_memo memo = {.n = 0};
    struct trade t = {.db = d->db,
                      .arena = d->l->arena,
                      .pool = d->l->pool,
                      .memo = &memo}; /* of nobody in particular: each order names its supplier */
    struct rows r;
    bool stands, ok = db_run(d->db, &q_desk_orders_open, t.arena, &r, d->e, v_int(t.pool),
                             v_text(d->l->project));
    for (size_t i = 0; ok && i < r.n; i++) {
        int64_t all = row_int(&r, i, 2);
        enum { WAITS, CONFIRMED, SHIPPED, IN_PART, REFUSED, STATES } to = i % STATES;
        struct order_answer in = {.number = arena_printf(t.arena, "DEMO-A-%zu", i + 1),
                                  .line = 1,
                                  .order = row_text(&r, i, 0),
                                  .order_line = row_int(&r, i, 1),
                                  .kind = to == REFUSED ? ANSWER_REFUSED : ANSWER_CONFIRMED,
                                  .reason = to == REFUSED ? REFUSAL_OUT_OF_STOCK : REFUSAL_NONE,
                                  .note = "",
                                  .on = d->l->today};
        enum put how;
        if (to == WAITS)
            continue;
        ok = answer_order(&t, &in, &stands, &how, d->e) &&
             (to != SHIPPED || ship(d, &t, &r, i, all)) &&
             (to != IN_PART || ship(d, &t, &r, i, all / 2 + 1));
    }
    return ok;
}

bool
demo_live(struct db *db, void *arg, struct err *e)
{
    const struct demo_live *l = arg;
    struct doing d = {.db = db, .l = l, .e = e};
    struct announcement notice;
    if (!project_get(db, l->arena, l->pool, l->project, &d.p, e) ||
        !project_pack(&d.p, l->arena, &d.pack, e))
        return false;
    if (l->stands == PHASE_DRAFT)
        return announcements(&d, &notice);
    return document(&d, DOCUMENT_PROCUREMENT, "CGWJ", M_DEMO_DOC_TITLE, M_DEMO_DOC) &&
           document(&d, DOCUMENT_CONTRACT, "HTMB", M_DEMO_CONTRACT_TITLE, M_DEMO_CONTRACT) &&
           announcements(&d, &notice) && phases(&d, &notice) &&
           (l->stands != PHASE_NOTICE || objections(&d)) &&
           (l->stands != PHASE_RUNNING || orders(&d));
}
