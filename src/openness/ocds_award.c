/* ocds_award.c - bids in numbers, awards by company, agreements with what was paid under them. */
#include <string.h>

#include "openness/ocds_inner.h"
#include "openness/query.h"
#include "words/openness.h"

static bool
put_bids(struct process *x, struct err *e)
{
    static const char *const measure[] = {"bids", "bidders", "validBids", "disqualifiedBids"};
    struct rows r;
    if (!db_run(x->db, &q_ocds_bids, x->a, &r, e, v_int(x->pool), v_text(x->p.code)))
        return false;
    json_open(x->j, "bids", '{');
    json_open(x->j, "statistics", '[');
    for (size_t i = 0; i < sizeof(measure) / sizeof(*measure); i++) {
        json_open(x->j, NULL, '{');
        json_text(x->j, "id", measure[i]);
        json_text(x->j, "measure", measure[i]);
        json_int(x->j, "value", row_int(&r, 0, i));
        json_close(x->j, '}');
    }
    json_close(x->j, ']');
    json_close(x->j, '}');
    return true;
}

/* Product, name, group, unit, price, quantity as an item; the amount is added, rounded to the fen
 * on this line. */
static bool
put_item(struct process *x, const char *const text[4], money price, qty n, money *sum,
         struct err *e)
{
    money amount;
    if (!money_amount(&amount, price, n) || !money_add(sum, *sum, amount))
        return err_set(e, ERR_TOO_LARGE, M_OCDS_LARGE, {text[0]});
    json_open(x->j, NULL, '{');
    json_text(x->j, "id", arena_printf(x->row, "%s/%s", text[2], text[0]));
    json_text(x->j, "description", text[1]);
    json_open(x->j, "classification", '{');
    json_text(x->j, "scheme", "CN-NHSA");
    json_text(x->j, "id", text[0]);
    json_text(x->j, "description", text[1]);
    json_close(x->j, '}');
    json_qty(x->j, "quantity", n);
    json_open(x->j, "unit", '{');
    json_text(x->j, "name", text[3]);
    ocds_value(x->j, "value", price);
    json_close(x->j, '}');
    json_close(x->j, '}');
    return true;
}

/* --- awards: rows come by company --- */

struct award {
    struct process *x;
    char company[128];
    bool open;
    money sum;
};

static const char *
award_id(struct process *x, const char *company)
{
    return arena_printf(x->row, "%s-%s", x->ocid, company);
}

static void
begin_award(struct award *w, const char *company, const char *name)
{
    struct process *x = w->x;
    json_open(x->j, NULL, '{');
    json_text(x->j, "id", award_id(x, company));
    json_text(x->j, "title", name);
    json_text(x->j, "status", x->award_status);
    if (x->awarded.day != 0)
        ocds_day(x->j, "date", x->awarded);
    json_open(x->j, "suppliers", '[');
    ocds_reference(x, NULL, company, name);
    json_close(x->j, ']');
    json_open(x->j, "items", '[');
    snprintf(w->company, sizeof(w->company), "%s", company);
    w->open = true;
    w->sum = (money){0};
}

static void
end_award(struct award *w)
{
    if (w->open) {
        json_close(w->x->j, ']');
        ocds_value(w->x->j, "value", w->sum);
        json_close(w->x->j, '}');
    }
    w->open = false;
}

static bool
take_award(void *arg, const struct rows *row, struct err *e)
{
    struct award *w = arg;
    const char *company = row_text(row, 0, 0);
    const char *const text[] = {row_text(row, 0, 3), row_text(row, 0, 4), row_text(row, 0, 2),
                                row_text(row, 0, 5)};
    arena_reset(w->x->row);
    if (!w->open || strcmp(w->company, company) != 0) {
        end_award(w);
        begin_award(w, company, row_text(row, 0, 1));
    }
    return put_item(w->x, text, (money){row_int(row, 0, 6)}, (qty){row_int(row, 0, 7)}, &w->sum, e);
}

bool
ocds_awards(struct process *x, struct err *e)
{
    struct award w = {.x = x};
    if (!put_bids(x, e))
        return false;
    json_open(x->j, "awards", '[');
    bool ok = db_each(x->db, &q_ocds_awards, take_award, &w, e, v_int(x->pool), v_text(x->p.code));
    end_award(&w);
    json_close(x->j, ']');
    return ok;
}

/* --- agreements --- */

struct lines {
    struct process *x;
    money sum;
};

static bool
take_line(void *arg, const struct rows *row, struct err *e)
{
    struct lines *l = arg;
    const char *const text[] = {row_text(row, 0, 0), row_text(row, 0, 1), row_text(row, 0, 2),
                                row_text(row, 0, 3)};
    return put_item(l->x, text, (money){row_int(row, 0, 4)}, (qty){row_int(row, 0, 5)}, &l->sum, e);
}

struct paying {
    struct process *x;
    const char *agreement, *payer, *payer_name, *payee, *payee_name;
};

static bool
take_paid(void *arg, const struct rows *row, struct err *e)
{
    struct paying *p = arg;
    struct json *j = p->x->j;
    const char *text = row_text(row, 0, 0);
    month m = {0};
    (void)e;
    (void)month_parse(&m, text);
    json_open(j, NULL, '{');
    json_text(j, "id", arena_printf(p->x->row, "%s/%s", p->agreement, text));
    ocds_day(j, "date", month_last(m));
    ocds_value(j, "value", (money){row_int(row, 0, 1)});
    ocds_reference(p->x, "payer", p->payer, p->payer_name);
    ocds_reference(p->x, "payee", p->payee, p->payee_name);
    json_close(j, '}');
    return true;
}

/* Whole months only: the running one is not over. */
static bool
put_payments(struct process *x, struct paying *p, struct err *e)
{
    char now[MONTH_TEXT_MAX];
    json_open(x->j, "implementation", '{');
    json_open(x->j, "transactions", '[');
    bool ok = db_each(x->db, &q_ocds_paid, take_paid, p, e, v_int(x->pool), v_text(p->agreement),
                      v_text(month_text(date_month(x->on), now)));
    json_close(x->j, ']');
    json_close(x->j, '}');
    return ok;
}

static void
put_contract_head(struct process *x, const struct rows *row, date from, date to)
{
    struct json *j = x->j;
    const char *signed_at = row_text(row, 0, 6);
    json_text(j, "id", row_text(row, 0, 0));
    json_text(j, "awardID", award_id(x, row_text(row, 0, 1)));
    json_text(j, "status", date_cmp(to, x->on) < 0 ? "terminated" : "active");
    ocds_period(j, "period", from, to);
    if (*signed_at != '\0')
        json_text(j, "dateSigned",
                  arena_printf(x->row, "%.10sT%s+08:00", signed_at,
                               strlen(signed_at) == 19 ? signed_at + 11 : "00:00:00"));
    json_open(j, "signatories", '[');
    ocds_reference(x, NULL, row_text(row, 0, 2), row_text(row, 0, 7));
    ocds_reference(x, NULL, row_text(row, 0, 1), row_text(row, 0, 8));
    json_close(j, ']');
}

static bool
take_contract(void *arg, const struct rows *row, struct err *e)
{
    struct process *x = arg;
    struct lines l = {.x = x};
    struct paying pay = {x,
                         row_text(row, 0, 0),
                         row_text(row, 0, 2),
                         row_text(row, 0, 7),
                         row_text(row, 0, 3),
                         row_text(row, 0, 9)};
    date from = {0}, to = {0};
    arena_reset(x->row);
    (void)date_parse(&from, row_text(row, 0, 4));
    (void)date_parse(&to, row_text(row, 0, 5));
    json_open(x->j, NULL, '{');
    put_contract_head(x, row, from, to);
    json_open(x->j, "items", '[');
    bool ok = db_each(x->db, &q_ocds_lines, take_line, &l, e, v_int(x->pool),
                      v_text(row_text(row, 0, 0)));
    json_close(x->j, ']');
    if (ok)
        ocds_value(x->j, "value", l.sum);
    ok = ok && (!x->payments || put_payments(x, &pay, e));
    json_close(x->j, '}');
    return ok;
}

bool
ocds_contracts(struct process *x, struct err *e)
{
    char day[DATE_TEXT_MAX];
    json_open(x->j, "contracts", '[');
    bool ok = db_each(x->db, &q_ocds_contracts, take_contract, x, e, v_int(x->pool),
                      v_text(x->p.code), v_text(date_text(x->on, day)));
    json_close(x->j, ']');
    return ok;
}
