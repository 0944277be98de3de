#include <assert.h>
#include <string.h>

#include "registry/company.h"
#include "registry/product.h"
#include "registry/query.h"
#include "words/registry.h"

const char *
certificate_state_name(enum certificate_state s)
{
    static const char *const names[CERTIFICATE_STATES] = {"valid",   "renewing", "expired",
                                                          "not_yet", "unknown",  "none"};
    assert(s < CERTIFICATE_STATES);
    return names[s];
}

bool
certificate_may_bid(enum certificate_state s)
{
    return s == CERTIFICATE_VALID;
}

bool
certificate_may_list(enum certificate_state s)
{
    return s == CERTIFICATE_VALID || s == CERTIFICATE_NONE;
}

bool
certificate_may_order(enum certificate_state s, date to, date made)
{
    return s == CERTIFICATE_VALID || s == CERTIFICATE_RENEWING ||
           (s == CERTIFICATE_EXPIRED && made.day != 0 && date_cmp(made, to) <= 0);
}

bool
certificate_put(struct db *db, struct arena *a, const struct certificate *in, enum put *how,
                struct err *e)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    struct rows old;
    if (!company_must(db, a, in->company, ROLE_REGISTRANT, "company", e))
        return false;
    if (in->to.day != 0 && date_cmp(in->to, in->from) < 0)
        return err_set(e, ERR_INPUT, M_DATES_ORDER,
                       {date_text(in->from, from), date_text(in->to, to)}, .field = "to");
    const struct val v[] = {
        v_text(in->number),
        v_date(a, in->from),
        v_text(in->to.day == 0 ? DATE_OPEN : put_date(a, in->to)),
        v_text(in->company),
        v_text(in->filing ? "filing" : "registration"),
        v_text(in->renewal_filed_on.day == 0 ? "" : put_date(a, in->renewal_filed_on)),
    };
    const struct put_row row = {&q_certificate_get, &q_certificate_write, NULL, v, 6, 2};
    if (!db_run(db, &q_certificate_get, a, &old, e, v[0], v[1]))
        return false;
    /* What may come later to a certificate is that its renewal was applied for, once. */
    if (old.n > 0 && *row_text(&old, 0, 3) == '\0' && strcmp(row_text(&old, 0, 0), v[2].s) == 0 &&
        strcmp(row_text(&old, 0, 1), v[3].s) == 0 && strcmp(row_text(&old, 0, 2), v[4].s) == 0)
        return put_state(db, a, &row, how, e);
    return put_fact(db, a, &row, how, e);
}

bool
certificate_on(struct db *db, struct arena *a, const char *product, date on,
               enum certificate_state *out, date *to, struct err *e)
{
    struct product p;
    struct rows r;
    const char *day = put_date(a, on);

    *to = (date){0};
    *out = CERTIFICATE_NONE;
    if (!product_on(db, a, product, on, &p, e))
        return false;
    if (*p.certificate == '\0')
        return true;
    if (!db_run_kept(db, &q_certificate_on, a, &r, e, v_text(p.certificate), v_text(day)))
        return false;
    if (r.n == 0) {
        if (!db_run_kept(db, &q_certificate_any, a, &r, e, v_text(p.certificate)))
            return false;
        *out = r.n > 0 ? CERTIFICATE_NOT_YET : CERTIFICATE_UNKNOWN;
        return true;
    }
    const char *last = row_text(&r, 0, 1), *filed = row_text(&r, 0, 2);
    (void)date_parse(to, last); /* an open end is no date: day 0 */
    *out = strcmp(day, last) <= 0                       ? CERTIFICATE_VALID
           : *filed != '\0' && strcmp(filed, last) <= 0 ? CERTIFICATE_RENEWING
                                                        : CERTIFICATE_EXPIRED;
    return true;
}
