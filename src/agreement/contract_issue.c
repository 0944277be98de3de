/* contract_issue.c - an agreement out of its tables into a contract, version after version. */
#include <assert.h>
#include <string.h>

#include "agreement/contract.h"
#include "agreement/query.h"
#include "base/core/text.h"
#include "policy/bind.h"
#include "project/project.h"
#include "registry/company.h"
#include "registry/product.h"
#include "project/life.h"
#include "words/contract.h"
#include "words/db.h"

enum { CLAUSE_MAX = 2048 };

static date
day(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

/* --- names, as they are on the first day; the code where there is none --- */

static bool
name_of(struct db *db, struct arena *a, struct contract_party *p, date on, struct err *e)
{
    struct institution i;
    struct company c;
    bool hospital = strcmp(p->role, "institution") == 0;
    bool ok = hospital ? institution_on(db, a, p->code, on, &i, e)
                       : company_on(db, a, p->code, on, &c, e);
    if (!ok && e->code != ERR_NOT_FOUND)
        return false;
    *e = (struct err){.code = ERR_NONE};
    p->name = !ok ? p->code : hospital ? i.name : c.name;
    return true;
}

static bool
product_of(struct db *db, struct arena *a, struct contract_line *l, date on, struct err *e)
{
    struct product p;
    bool ok = product_on(db, a, l->product, on, &p, e);
    if (!ok && e->code != ERR_NOT_FOUND)
        return false;
    *e = (struct err){.code = ERR_NONE};
    l->name = ok ? p.name : l->product;
    l->unit = ok ? p.unit : "";
    l->spec = !ok                ? ""
              : *p.model == '\0' ? p.spec
              : *p.spec == '\0'  ? p.model
                                 : arena_printf(a, "%s %s", p.spec, p.model);
    return true;
}

/* --- clauses --- */

struct clauses {
    struct contract *c;
    struct arena *a;
};

static void
clause(struct clauses *x, enum msg title, enum msg text, const char *arg)
{
    char whole[CLAUSE_MAX];
    const char *args[] = {arg};
    assert(x->c->clauses < CONTRACT_CLAUSES);
    words_fill(whole, sizeof(whole), word_text(LANG_ZH, text), args, 1);
    x->c->clause[x->c->clauses++] =
        (struct contract_clause){word_text(LANG_ZH, title), arena_strdup(x->a, whole)};
}

static void
payment_clause(struct clauses *x, const struct policy *pack)
{
    struct settle_rules rules;
    char days[INT_TEXT_MAX];
    struct bound b = bind_settle(pack, &rules);
    if (b.verdict == BIND_OK && rules.due == DUE_DAYS_AFTER_ACCEPTANCE)
        clause(x, M_CONTRACT_PAY, M_CONTRACT_PAY_DAYS, int_text(rules.days, days));
    else if (b.verdict == BIND_OK && rules.due == DUE_END_OF_NEXT_MONTH)
        clause(x, M_CONTRACT_PAY, M_CONTRACT_PAY_NEXT_MONTH, "");
    else
        clause(x, M_CONTRACT_PAY, M_CONTRACT_PAY_AGREED, "");
}

static void
make_clauses(struct contract *c, struct arena *a, const struct policy *pack)
{
    struct clauses x = {c, a};
    bool three = c->parties == CONTRACT_PARTIES;
    clause(&x, M_CONTRACT_VOLUME, M_CONTRACT_VOLUME_TEXT, "");
    clause(&x, M_CONTRACT_PRICE, M_CONTRACT_PRICE_TEXT, "");
    clause(&x, M_CONTRACT_ORDER, M_CONTRACT_ORDER_TEXT, "");
    clause(&x, M_CONTRACT_DELIVERY, three ? M_CONTRACT_DELIVERY_THREE : M_CONTRACT_DELIVERY_TWO,
           "");
    payment_clause(&x, pack);
    clause(&x, M_CONTRACT_QUALITY, M_CONTRACT_QUALITY_TEXT, "");
    clause(&x, M_CONTRACT_SUPPLY, M_CONTRACT_SUPPLY_TEXT, "");
    clause(&x, M_CONTRACT_HONEST, M_CONTRACT_HONEST_TEXT, "");
    clause(&x, M_CONTRACT_CHANGE, M_CONTRACT_CHANGE_TEXT, "");
    clause(&x, M_CONTRACT_DISPUTE, M_CONTRACT_DISPUTE_TEXT, "");
    clause(&x, M_CONTRACT_SIGN, three ? M_CONTRACT_SIGN_THREE : M_CONTRACT_SIGN_TWO, "");
}

/* --- the whole --- */

static bool
take_head(struct db *db, struct arena *a, int64_t pool, const char *agreement, struct contract *c,
          struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_contract_head, a, &r, e, v_int(pool), v_text(agreement)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_CONTRACT_NONE, {agreement});
    *c = (struct contract){.pool = pool,
                           .number = agreement,
                           .edition = CONTRACT_EDITION,
                           .project = row_text(&r, 0, 0),
                           .term = row_int(&r, 0, 1),
                           .party = {{"institution", row_text(&r, 0, 2), ""},
                                     {"company", row_text(&r, 0, 3), ""},
                                     {"distributor", row_text(&r, 0, 4), ""}},
                           .parties = (size_t)row_int(&r, 0, 5),
                           .goods = row_text(&r, 0, 6),
                           .from = day(row_text(&r, 0, 7)),
                           .to = day(row_text(&r, 0, 8)),
                           .volume_until = day(row_text(&r, 0, 9)),
                           .extension = row_int(&r, 0, 10) == 1,
                           .pack = row_text(&r, 0, 11),
                           .pack_sha256 = row_text(&r, 0, 12)};
    return true;
}

/* Names are those of the first day, or of the day of the last amendment. */
static date
named_on(const struct contract *c)
{
    return c->amendments == 0 ? c->from : date_max(c->from, c->amendment[c->amendments - 1].on);
}

static bool
take_names(struct db *db, struct arena *a, struct contract *c, struct err *e)
{
    for (size_t i = 0; i < c->parties; i++)
        if (!name_of(db, a, &c->party[i], named_on(c), e))
            return false;
    return true;
}

/* What changed it since it was made, in order. */
static bool
take_amendments(struct db *db, struct arena *a, struct contract *c, struct err *e)
{
    struct rows m, x;
    if (!db_run(db, &q_contract_amendments, a, &m, e, v_int(c->pool), v_text(c->number)) ||
        !db_run(db, &q_contract_changes, a, &x, e, v_int(c->pool), v_text(c->number)))
        return false;
    if (!arena_room(a, m.n * sizeof(*c->amendment) + x.n * sizeof(*c->change)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    c->amendment = arena_array(a, struct contract_amendment, m.n + 1);
    c->change = arena_array(a, struct contract_change, x.n + 1);
    for (size_t i = 0; i < m.n; i++) {
        c->amendment[c->amendments++] = (struct contract_amendment){
            row_text(&m, i, 1), row_text(&m, i, 2), row_text(&m, i, 4), day(row_text(&m, i, 3))};
        for (; c->changes < x.n && row_int(&x, c->changes, 0) == row_int(&m, i, 0); c->changes++)
            c->change[c->changes] = (struct contract_change){i,
                                                             row_text(&x, c->changes, 1),
                                                             row_int(&x, c->changes, 2),
                                                             row_int(&x, c->changes, 3),
                                                             {row_int(&x, c->changes, 4)},
                                                             {row_int(&x, c->changes, 5)}};
    }
    return true;
}

static bool
take_lines(struct db *db, struct arena *a, struct contract *c, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_contract_lines, a, &r, e, v_int(c->pool), v_text(c->number)))
        return false;
    if (r.n > CONTRACT_LINES_MAX || !arena_room(a, (r.n + 1) * sizeof(struct contract_line)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    c->line = arena_array(a, struct contract_line, r.n + 1);
    for (c->lines = 0; c->lines < r.n; c->lines++) {
        struct contract_line *l = &c->line[c->lines];
        size_t i = c->lines;
        *l = (struct contract_line){.group = row_text(&r, i, 0),
                                    .product = row_text(&r, i, 1),
                                    .variant = row_text(&r, i, 2),
                                    .price = {row_int(&r, i, 3)},
                                    .qty = row_int(&r, i, 4)};
        if (!product_of(db, a, l, named_on(c), e))
            return false;
        if (!money_mul(&l->amount, l->price, (qty){l->qty}) ||
            !money_add(&c->amount, c->amount, l->amount))
            return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
        c->qty += l->qty;
    }
    return true;
}

static bool
load(struct db *db, struct arena *a, int64_t pool, const char *agreement, struct contract *c,
     struct err *e)
{
    struct project p;
    struct policy *pack;
    if (!take_head(db, a, pool, agreement, c, e) || !take_amendments(db, a, c, e) ||
        !take_names(db, a, c, e) || !take_lines(db, a, c, e) ||
        !project_get(db, a, pool, c->project, &p, e) || !project_pack(&p, a, &pack, e))
        return false;
    c->project_name = p.name;
    make_clauses(c, a, pack);
    return true;
}

bool
contract_last(struct db *db, struct arena *a, int64_t pool, const char *agreement,
              struct issued *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_contract_last, a, &r, e, v_int(pool), v_text(agreement)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_CONTRACT_NOT_ISSUED, {agreement});
    *out = (struct issued){row_int(&r, 0, 0), row_text(&r, 0, 1), row_text(&r, 0, 2),
                           row_text(&r, 0, 3)};
    return true;
}

bool
issue_contract(struct db *db, struct arena *a, int64_t pool, const char *agreement, date today,
               struct issued *out, enum put *how, struct err *e)
{
    uint8_t digest[SHA256_SIZE];
    struct contract *c = arena_alloc(a, sizeof(*c));
    struct issued last = {0};
    size_t n;
    char *hex = arena_alloc(a, SHA256_HEX_MAX), *on = arena_alloc(a, DATE_TEXT_MAX);

    if (!load(db, a, pool, agreement, c, e) || !template_must(db, a, pool, c->project, e))
        return false;
    if (!contract_last(db, a, pool, agreement, &last, e) && e->code != ERR_NOT_FOUND)
        return false;
    *e = (struct err){.code = ERR_NONE};
    c->version = last.version;
    if (last.version > 0 && strcmp(contract_text(a, c, &n), last.text) == 0) {
        *out = last;
        *how = PUT_SAME;
        return true;
    }
    *how = last.version > 0 ? PUT_CHANGED : PUT_NEW;
    c->version++;
    const char *text = contract_text(a, c, &n);
    sha256_of(text, n, digest);
    *out = (struct issued){c->version, text, sha256_text(digest, hex), date_text(today, on)};
    return db_do(db, &q_contract_write, e, v_int(pool), v_text(agreement), v_int(c->version),
                 v_text(text), v_text(hex), v_text(on));
}
