/* contract_text.c - a contract's canonical text, both ways. */
#include <string.h>

#include "agreement/contract.h"
#include "base/core/hex.h"
#include "base/core/text.h"
#include "base/host/paper.h"

enum {
    ROW_MAX = sizeof(struct contract_line) + sizeof(struct contract_amendment) +
              sizeof(struct contract_change)
};

static void
write_line(struct paper *p, const struct contract_line *l)
{
    char price[MONEY_TEXT_MAX], pieces[INT_TEXT_MAX], amount[MONEY_TEXT_MAX];
    paper_line(p, "line", l->group, l->product, l->name, l->spec, l->unit, l->variant,
               money_text(l->price, price), int_text(l->qty, pieces),
               money_text(l->amount, amount));
}

static void
write_head(struct paper *p, const struct contract *c)
{
    char version[INT_TEXT_MAX], pool[INT_TEXT_MAX], term[INT_TEXT_MAX];
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX], until[DATE_TEXT_MAX];
    paper_line(p, "jicai-agreement-1");
    paper_line(p, "number", c->number);
    paper_line(p, "version", int_text(c->version, version));
    paper_line(p, "edition", c->edition);
    paper_line(p, "project", int_text(c->pool, pool), c->project, c->project_name);
    for (size_t i = 0; i < c->parties; i++)
        paper_line(p, "party", c->party[i].role, c->party[i].code, c->party[i].name);
    paper_line(p, "goods", c->goods);
    paper_line(p, "term", int_text(c->term, term), date_text(c->from, from), date_text(c->to, to),
               date_text(c->volume_until, until), c->extension ? "1" : "0");
    paper_line(p, "pack", c->pack, c->pack_sha256);
}

static void
write_amendment(struct paper *p, const struct contract *c, size_t at)
{
    const struct contract_amendment *m = &c->amendment[at];
    char on[DATE_TEXT_MAX], was[INT_TEXT_MAX], now[INT_TEXT_MAX], from[MONEY_TEXT_MAX],
        to[MONEY_TEXT_MAX];
    paper_line(p, "amendment", m->number, m->kind, date_text(m->on, on), m->reason);
    for (size_t i = 0; i < c->changes; i++) {
        const struct contract_change *x = &c->change[i];
        if (x->amendment == at)
            paper_line(p, "change", x->product, int_text(x->qty_before, was),
                       int_text(x->qty_after, now), money_text(x->price_before, from),
                       money_text(x->price_after, to));
    }
}

char *
contract_text(struct arena *a, const struct contract *c, size_t *size)
{
    char lines[INT_TEXT_MAX], pieces[INT_TEXT_MAX], amount[MONEY_TEXT_MAX];
    struct paper p;
    paper_start(&p, a);
    write_head(&p, c);
    for (size_t i = 0; i < c->amendments; i++)
        write_amendment(&p, c, i);
    for (size_t i = 0; i < c->lines; i++)
        write_line(&p, &c->line[i]);
    paper_line(&p, "total", int_text((int64_t)c->lines, lines), int_text(c->qty, pieces),
               money_text(c->amount, amount));
    for (size_t i = 0; i < c->clauses; i++)
        paper_line(&p, "clause", c->clause[i].title, c->clause[i].text);
    return paper_end(&p, size);
}

static bool
read_project(struct contract *c, struct records *r)
{
    struct record number, version, edition, project;
    if (!record_expect(r, "jicai-agreement-1", 1, &number) ||
        !record_expect(r, "number", 2, &number) || !record_expect(r, "version", 2, &version) ||
        !record_expect(r, "edition", 2, &edition) || !record_expect(r, "project", 4, &project))
        return false;
    c->number = number.field[1];
    c->edition = edition.field[1];
    c->project = project.field[2];
    c->project_name = project.field[3];
    return int_parse(&c->version, version.field[1]) && int_parse(&c->pool, project.field[1]);
}

static bool
read_parties(struct contract *c, struct records *r, struct record *goods)
{
    static const char *const roles[CONTRACT_PARTIES] = {"institution", "company", "distributor"};
    while (record_next(r, goods) && strcmp(goods->field[0], "party") == 0) {
        if (c->parties == CONTRACT_PARTIES || goods->n != 4 ||
            strcmp(goods->field[1], roles[c->parties]) != 0)
            return false;
        c->party[c->parties++] =
            (struct contract_party){goods->field[1], goods->field[2], goods->field[3]};
    }
    return c->parties >= 2 && goods->n == 2 && strcmp(goods->field[0], "goods") == 0;
}

static bool
read_term(struct contract *c, struct records *r)
{
    struct record term, pack;
    if (!record_expect(r, "term", 6, &term) || !record_expect(r, "pack", 3, &pack))
        return false;
    c->extension = strcmp(term.field[5], "1") == 0;
    c->pack = pack.field[1];
    c->pack_sha256 = pack.field[2];
    return int_parse(&c->term, term.field[1]) && date_parse(&c->from, term.field[2]) &&
           date_parse(&c->to, term.field[3]) && date_parse(&c->volume_until, term.field[4]);
}

static bool
read_line(struct contract *c, const struct record *r)
{
    struct contract_line *l = &c->line[c->lines];
    money amount;
    if (c->lines == CONTRACT_LINES_MAX || r->n != 10)
        return false;
    *l = (struct contract_line){.group = r->field[1],
                                .product = r->field[2],
                                .name = r->field[3],
                                .spec = r->field[4],
                                .unit = r->field[5],
                                .variant = r->field[6]};
    c->lines++;
    return money_parse(&l->price, r->field[7]) && int_parse(&l->qty, r->field[8]) &&
           money_parse(&l->amount, r->field[9]) && l->price.units >= 0 &&
           money_mul(&amount, l->price, (qty){l->qty}) && amount.units == l->amount.units &&
           money_add(&c->amount, c->amount, amount) &&
           !__builtin_add_overflow(c->qty, l->qty, &c->qty);
}

static bool
read_amendment(struct contract *c, const struct record *r)
{
    struct contract_amendment *m = &c->amendment[c->amendments];
    if (r->n != 5)
        return false;
    *m = (struct contract_amendment){r->field[1], r->field[2], r->field[4], {0}};
    c->amendments++;
    return date_parse(&m->on, r->field[3]);
}

static bool
read_change(struct contract *c, const struct record *r)
{
    struct contract_change *x = &c->change[c->changes];
    if (r->n != 6 || c->amendments == 0)
        return false;
    *x = (struct contract_change){.amendment = c->amendments - 1, .product = r->field[1]};
    c->changes++;
    return int_parse(&x->qty_before, r->field[2]) && int_parse(&x->qty_after, r->field[3]) &&
           money_parse(&x->price_before, r->field[4]) && money_parse(&x->price_after, r->field[5]);
}

/* What stands between the head and the total; the order is that of contract_text(), which is
 * compared at the end. */
static bool
read_item(struct contract *c, const struct record *r, bool *more)
{
    *more = true;
    if (strcmp(r->field[0], "line") == 0)
        return read_line(c, r);
    if (strcmp(r->field[0], "amendment") == 0)
        return read_amendment(c, r);
    if (strcmp(r->field[0], "change") == 0)
        return read_change(c, r);
    *more = false;
    return true;
}

static bool
read_rest(struct contract *c, struct records *r)
{
    struct record line;
    money amount;
    int64_t lines, pieces;
    bool more = true;
    while (more && record_next(r, &line))
        if (!read_item(c, &line, &more))
            return false;
    if (r->fault != RECORD_OK || r->at == 0 || line.n != 4 || strcmp(line.field[0], "total") != 0 ||
        !int_parse(&lines, line.field[1]) || !int_parse(&pieces, line.field[2]) ||
        !money_parse(&amount, line.field[3]) || lines != (int64_t)c->lines || pieces != c->qty ||
        amount.units != c->amount.units)
        return false;
    while (record_next(r, &line)) {
        if (c->clauses == CONTRACT_CLAUSES || line.n != 3 || strcmp(line.field[0], "clause") != 0)
            return false;
        c->clause[c->clauses++] = (struct contract_clause){line.field[1], line.field[2]};
    }
    return r->fault == RECORD_OK && c->clauses > 0;
}

bool
contract_parse(struct contract *out, struct arena *a, char *text, size_t n)
{
    struct records r;
    struct record goods = {.n = 0};
    size_t again_n, lines = 1;
    memset(out, 0, sizeof(*out));
    for (size_t i = 0; i < n; i++)
        lines += text[i] == '\n';
    if (n > CONTRACT_TEXT_MAX || !arena_room(a, lines * ROW_MAX + 3 * n))
        return false;
    char *as_it_came = arena_alloc(a, n + 1);
    memcpy(as_it_came, text, n);
    out->line = arena_array(a, struct contract_line, lines);
    out->amendment = arena_array(a, struct contract_amendment, lines);
    out->change = arena_array(a, struct contract_change, lines);
    records_start(&r, text, n);
    if (!read_project(out, &r) || !read_parties(out, &r, &goods))
        return false;
    out->goods = goods.field[1];
    if (!read_term(out, &r) || !read_rest(out, &r))
        return false;
    const char *again = contract_text(a, out, &again_n); /* one content has one text */
    return again_n == n && memcmp(again, as_it_came, n) == 0;
}
