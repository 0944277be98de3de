/* The books over HTTP: accounts, entries, the export for hledger, and corrections. */
#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "fund/account.h"
#include "fund/correction.h"
#include "fund/journal.h"
#include "fund/query.h"
#include "fund/routes.h"
#include "registry/check.h"
#include "words/fund.h"
#include "words/route_fund.h"

/* Whose rows: of one party, of a region's institutions, or everything of the pool. */
struct whose {
    struct sight s;
    const char *party;
    bool whole;
};

static struct whose
whose_of(struct call *c)
{
    struct whose w;
    char code[24];
    fund_sight(c, &w.s);
    snprintf(code, sizeof(code), "%06lld", (long long)c->pool);
    w.party = *w.s.institution != '\0' ? arena_strdup(c->arena, w.s.institution)
                                       : arena_strdup(c->arena, w.s.company);
    w.whole =
        *w.s.company != '\0' || (*w.s.institution == '\0' && region_within(code, c->who.region));
    return w;
}

/* --- accounts --- */

struct account_out {
    int64_t number;
    const char *fund, *kind, *party;
    money debit, credit, balance, pending_debit, pending_credit;
};
#define A struct account_out
static const struct field account_fields[] = {
    F_INT(A, "account", number, 1, INT64_MAX, 0),
    F_TEXT(A, "fund", fund, 16, 0),
    F_TEXT(A, "kind", kind, 32, 0),
    F_TEXT(A, "party", party, 64, FIELD_BLANK),
    F_MONEY(A, "debit", debit, 0),
    F_MONEY(A, "credit", credit, 0),
    F_MONEY(A, "balance", balance, FIELD_SIGNED), /* posted debits less credits */
    F_MONEY(A, "pending_debit", pending_debit, 0),
    F_MONEY(A, "pending_credit", pending_credit, 0),
};
#undef A
static const struct shape account_shape = SHAPE("Account", struct account_out, account_fields);
static const struct field accounts_fields[] = {FUND_PAGE(&account_shape)};
static const struct shape accounts_shape = SHAPE("Accounts", struct fund_page, accounts_fields);

struct accounts_query {
    struct page page;
    int kind;
    bool has_kind;
};
static const struct field accounts_query_fields[] = {
    PAGE_FIELDS(struct accounts_query, page),
    F_ENUM(struct accounts_query, "kind", kind, account_kind_names, ACCOUNT_KINDS,
           HAS(struct accounts_query, has_kind)),
};
static const struct shape accounts_query_shape =
    SHAPE("AccountSearch", struct accounts_query, accounts_query_fields);

/* A cursor that is one number. */
static bool
after_number(struct call *c, const struct page *page, int64_t *out)
{
    const char *after[1];
    *out = 0;
    return page_after(c, page, 1, after) &&
           (*after[0] == '\0' || int_parse(out, after[0]) ||
            err_set(&c->err, ERR_INPUT, M_FUND_CURSOR, .file = "?after"));
}

static const char *
next_number(struct call *c, bool more, int64_t last)
{
    char text[INT_TEXT_MAX];
    const char *part[] = {int_text(last, text)};
    return more ? page_next(c, 1, part) : "";
}

static bool
accounts_get(struct call *c)
{
    const struct accounts_query *q = c->query;
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    const struct whose w = whose_of(c);
    int64_t limit = page_limit(&q->page), after;
    struct rows r;
    if (!after_number(c, &q->page, &after) ||
        !db_run(c->db, &q_account_page, c->arena, &r, &c->err, v_int(c->pool), v_text(w.s.lo),
                v_text(w.s.hi), v_text(w.party),
                v_text(q->has_kind ? account_kind_names[q->kind] : ""), v_int(w.whole),
                v_int(after), v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct account_out *items = arena_array(c->arena, struct account_out, n + 1);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct account_out){.number = row_int(&r, i, 0),
                                        .fund = row_text(&r, i, 1),
                                        .kind = row_text(&r, i, 2),
                                        .party = row_text(&r, i, 3),
                                        .pending_debit = {row_int(&r, i, 4)},
                                        .debit = {row_int(&r, i, 5)},
                                        .pending_credit = {row_int(&r, i, 6)},
                                        .credit = {row_int(&r, i, 7)},
                                        .balance = {row_int(&r, i, 5) - row_int(&r, i, 7)}};
    *out = (struct fund_page){{items, n}, next_number(c, r.n > n, n > 0 ? items[n - 1].number : 0)};
    return reply(c, 200, out);
}

/* --- entries --- */

struct side_out {
    const char *kind, *fund, *party;
};
static const struct field side_fields[] = {
    F_TEXT(struct side_out, "kind", kind, 32, 0),
    F_TEXT(struct side_out, "fund", fund, 16, 0),
    F_TEXT(struct side_out, "party", party, 64, FIELD_BLANK),
};
static const struct shape side_shape = SHAPE("EntrySide", struct side_out, side_fields);

struct entry_out {
    int64_t number, of;
    const char *kind, *cause, *project, *institution, *document;
    date on;
    money amount;
    struct side_out debit, credit;
};
#define E struct entry_out
static const struct field entry_fields[] = {
    F_INT(E, "entry", number, 1, INT64_MAX, 0),
    F_TEXT(E, "kind", kind, 16, 0), /* posted, pending, post, void, reversal */
    F_INT(E, "of", of, 0, INT64_MAX, 0),
    F_DATE(E, "on", on, 0),
    F_MONEY(E, "amount", amount, 0),
    F_OBJECT(E, "debit", debit, &side_shape, 0),
    F_OBJECT(E, "credit", credit, &side_shape, 0),
    F_TEXT(E, "cause", cause, 32, 0),
    F_TEXT(E, "project", project, 64, FIELD_BLANK),
    F_TEXT(E, "institution", institution, 64, FIELD_BLANK),
    F_TEXT(E, "document", document, 300, FIELD_BLANK),
};
#undef E
static const struct shape entry_shape = SHAPE("LedgerEntry", struct entry_out, entry_fields);
static const struct field entries_fields[] = {FUND_PAGE(&entry_shape)};
static const struct shape entries_shape = SHAPE("LedgerEntries", struct fund_page, entries_fields);

struct entries_query {
    struct page page;
    int64_t account;
};
static const struct field entries_query_fields[] = {
    PAGE_FIELDS(struct entries_query, page),
    F_INT(struct entries_query, "account", account, 1, INT64_MAX, FIELD_OPT),
};
static const struct shape entries_query_shape =
    SHAPE("LedgerSearch", struct entries_query, entries_query_fields);

static void
fill_entry(const struct rows *r, size_t i, struct entry_out *out)
{
    *out =
        (struct entry_out){.number = row_int(r, i, 0),
                           .kind = row_text(r, i, 1),
                           .amount = {row_int(r, i, 2)},
                           .of = row_int(r, i, 3),
                           .cause = row_text(r, i, 4),
                           .project = row_text(r, i, 6),
                           .institution = row_text(r, i, 7),
                           .document = row_text(r, i, 8),
                           .debit = {row_text(r, i, 9), row_text(r, i, 10), row_text(r, i, 11)},
                           .credit = {row_text(r, i, 12), row_text(r, i, 13), row_text(r, i, 14)}};
    (void)date_parse(&out->on, row_text(r, i, 5));
}

static bool
entries_get(struct call *c)
{
    const struct entries_query *q = c->query;
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    const struct whose w = whose_of(c);
    int64_t limit = page_limit(&q->page), after;
    struct rows r;
    if (!after_number(c, &q->page, &after) ||
        !db_run(c->db, &q_entry_page, c->arena, &r, &c->err, v_int(c->pool), v_text(w.s.lo),
                v_text(w.s.hi), v_text(w.party), v_int(q->account), v_int(w.whole), v_int(after),
                v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct entry_out *items = arena_array(c->arena, struct entry_out, n + 1);
    for (size_t i = 0; i < n; i++)
        fill_entry(&r, i, &items[i]);
    *out = (struct fund_page){{items, n}, next_number(c, r.n > n, n > 0 ? items[n - 1].number : 0)};
    return reply(c, 200, out);
}

/* --- hledger --- */

static bool
journal_get(struct call *c)
{
    const char *path;
    if (!fund_whole_pool(c) || !call_scratch(c, "", &path))
        return false;
    FILE *to = fopen(path, "w");
    bool ok = to != NULL && journal_write(c->db, c->arena, c->pool, to, &c->err);
    if (to != NULL && fclose(to) != 0)
        ok = false;
    if (!ok && c->err.code == ERR_NONE)
        err_set(&c->err, ERR_IO, M_FUND_JOURNAL);
    return ok && reply_file(c, "text/plain; charset=utf-8", "ledger.journal", path);
}

/* --- corrections --- */

struct correction_in {
    const char *number, *reference, *reason;
    money amount;
};
static const struct field correction_in_fields[] = {
    F_TEXT(struct correction_in, "number", number, 64, 0),
    F_TEXT(struct correction_in, "reference", reference, 300, 0),
    F_MONEY(struct correction_in, "amount", amount, 0),
    F_TEXT(struct correction_in, "reason", reason, 500, 0),
};
static const struct shape correction_in_shape =
    SHAPE("FundCorrectionIn", struct correction_in, correction_in_fields);

struct correction_out {
    const char *number, *kind, *reference, *reason, *asked_by, *decided_by, *state;
    money amount, before;
    date asked_on, decided_on;
    bool decided;
};
#define C struct correction_out
static const struct field correction_fields[] = {
    F_TEXT(C, "number", number, 64, 0),
    F_TEXT(C, "kind", kind, 16, 0),
    F_TEXT(C, "reference", reference, 300, 0),
    F_MONEY(C, "amount", amount, 0),
    F_MONEY(C, "before", before, 0),
    F_TEXT(C, "reason", reason, 500, 0),
    F_TEXT(C, "state", state, 16, 0),
    F_TEXT(C, "asked_by", asked_by, 128, 0),
    F_DATE(C, "asked_on", asked_on, 0),
    F_TEXT(C, "decided_by", decided_by, 128, FIELD_BLANK),
    F_DATE(C, "decided_on", decided_on, HAS(C, decided)),
};
#undef C
static const struct shape correction_shape =
    SHAPE("FundCorrection", struct correction_out, correction_fields);
static const struct field corrections_fields[] = {FUND_PAGE(&correction_shape)};
static const struct shape corrections_shape =
    SHAPE("FundCorrections", struct fund_page, corrections_fields);

static void
fill_correction(const struct correction *k, struct correction_out *out)
{
    *out = (struct correction_out){.number = k->number,
                                   .kind = correction_kind_names[k->kind],
                                   .reference = k->reference,
                                   .reason = k->reason,
                                   .amount = k->amount,
                                   .before = k->before,
                                   .state = correction_state_names[k->state],
                                   .asked_by = k->asked_by,
                                   .asked_on = k->asked_on,
                                   .decided_by = k->decided_by,
                                   .decided_on = k->decided_on,
                                   .decided = k->decided_on.day != 0};
}

static bool
correction_reply(struct call *c, const char *number, unsigned status)
{
    struct correction_out *out = arena_alloc(c->arena, sizeof(*out));
    struct correction k;
    bool found;
    if (!correction_get(c->db, c->arena, c->pool, number, &k, &found, &c->err))
        return false;
    if (!found)
        return err_set(&c->err, ERR_NOT_FOUND, M_CORRECTION_NONE, {number});
    fill_correction(&k, out);
    return reply(c, status, out);
}

static bool
correction_post(struct call *c)
{
    const struct correction_in *in = c->in;
    const struct correction k = {.number = in->number,
                                 .reference = in->reference,
                                 .reason = in->reason,
                                 .amount = in->amount,
                                 .asked_by = who_login(c),
                                 .asked_on = c->today};
    enum put how;
    return fund_whole_pool(c) && correction_ask(c->db, c->arena, c->pool, &k, &how, &c->err) &&
           correction_reply(c, in->number, how == PUT_NEW ? 201 : 200);
}

static const char *const decision_names[] = {"done", "refused"};
struct decision_in {
    int decision;
};
static const struct field decision_fields[] = {
    F_ENUM(struct decision_in, "decision", decision, decision_names, 2, 0)};
static const struct shape decision_shape =
    SHAPE("FundCorrectionDecision", struct decision_in, decision_fields);

static bool
correction_decision(struct call *c)
{
    const struct decision_in *in = c->in;
    enum put how;
    return fund_whole_pool(c) &&
           correction_decide(c->db, c->arena, c->pool, c->arg[1], in->decision == 0, who_login(c),
                             c->today, &how, &c->err) &&
           correction_reply(c, c->arg[1], 200);
}

static bool
corrections_get(struct call *c)
{
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    size_t n, limit = (size_t)page_limit(c->query);
    struct correction *list;
    const char *after[1];
    if (!fund_whole_pool(c) || !page_after(c, c->query, 1, after) ||
        !correction_list(c->db, c->arena, c->pool, after[0], limit + 1, &list, &n, &c->err))
        return false;
    size_t show = n > limit ? limit : n;
    struct correction_out *items = arena_array(c->arena, struct correction_out, show + 1);
    for (size_t i = 0; i < show; i++)
        fill_correction(&list[i], &items[i]);
    *out =
        (struct fund_page){{items, show}, n > show ? page_next(c, 1, &items[show - 1].number) : ""};
    return reply(c, 200, out);
}

#define CORRECTIONS FUND_PATH "/corrections"
#define SEES_BOOKS (AS_FUND | AS_FINANCE | AS_AUDITOR)
static const struct raw journal_out = {.types = "text/plain"};
/* clang-format off */
static const struct route routes[] = {
    {.id = "fund.accounts", .method = "GET", .path = FUND_PATH "/accounts",
     .roles = SEES_BOOKS | FUND_PARTIES, .where = READ, .scope = SCOPE_POOL,
     .query = &accounts_query_shape, .out = &accounts_shape, .handle = accounts_get,
     .summary = M_R_FUND_ACCOUNTS, .page = "fund-books"},
    {.id = "fund.entries", .method = "GET", .path = FUND_PATH "/entries",
     .roles = SEES_BOOKS | FUND_PARTIES, .where = READ, .scope = SCOPE_POOL,
     .query = &entries_query_shape, .out = &entries_shape, .handle = entries_get,
     .summary = M_R_FUND_ENTRIES, .page = "fund-books"},
    {.id = "fund.journal", .method = "GET", .path = FUND_PATH "/ledger.journal",
     .roles = SEES_BOOKS, .where = READ, .scope = SCOPE_POOL, .raw_out = &journal_out,
     .handle = journal_get, .summary = M_R_FUND_JOURNAL, .page = "fund-books"},
    {.id = "fund.correct", .method = "POST", .path = CORRECTIONS, .roles = AS_FUND,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &correction_in_shape,
     .out = &correction_shape, .handle = correction_post, .summary = M_R_FUND_CORRECT,
     .page = "fund-books"},
    {.id = "fund.corrections", .method = "GET", .path = CORRECTIONS, .roles = SEES_BOOKS,
     .where = READ, .scope = SCOPE_POOL, .query = &page_shape, .out = &corrections_shape,
     .handle = corrections_get, .summary = M_R_FUND_CORRECTIONS, .page = "fund-books"},
    {.id = "fund.correction_decide", .method = "POST", .path = CORRECTIONS "/:number/decision",
     .roles = AS_FUND, .where = WRITE, .scope = SCOPE_POOL, .in = &decision_shape,
     .out = &correction_shape, .handle = correction_decision,
     .summary = M_R_FUND_CORRECTION_DECIDE, .page = "fund-books"},
};
/* clang-format on */
const struct routes fund_book_routes = ROUTES(routes);
