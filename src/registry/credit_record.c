#include "registry/credit_record.h"

#include <string.h>

#include "registry/query.h"
#include "registry/check.h"
#include "registry/company.h"
#include "registry/institution.h"
#include "registry/pack_on.h"
#include "registry/product.h"
#include "words/db.h"
#include "words/registry.h"

static bool
party_must(struct db *db, struct arena *a, const char *party, struct err *e)
{
    if (code_institution(party) == CODE_OK)
        return institution_must(db, a, party, "party", e);
    return company_must(db, a, party, ROLE_ANY, "party", e);
}

static bool
entry_fine(struct db *db, struct arena *a, const struct credit_entry *in, struct err *e)
{
    if (date_cmp(in->evaluated_on, in->happened_on) < 0)
        return err_set(e, ERR_INPUT, M_CREDIT_BEFORE, {in->event}, .field = "evaluated");
    for (int i = 0; i < CREDIT_ACTIONS; i++)
        if (in->repaired_on[i].day != 0 && date_cmp(in->repaired_on[i], in->happened_on) < 0)
            return err_set(e, ERR_INPUT, M_CREDIT_BEFORE, {in->event},
                           .field = credit_action_name((enum credit_action)i));
    return party_must(db, a, in->party, e) &&
           (*in->product == '\0' || product_must(db, a, in->product, "product", e));
}

static bool
put_repairs(struct db *db, struct arena *a, int64_t pool, const struct credit_entry *in,
            enum put *how, struct err *e)
{
    for (int i = 0; i < CREDIT_ACTIONS; i++) {
        enum put one;
        if (in->repaired_on[i].day == 0)
            continue;
        const struct val v[] = {v_int(pool), v_text(in->event),
                                v_text(credit_action_name((enum credit_action)i)),
                                v_date(a, in->repaired_on[i])};
        const struct put_row row = {&q_credit_repair_get, &q_credit_repair_write, NULL, v, 4, 3};
        if (!put_fact(db, a, &row, &one, e))
            return false;
        if (one == PUT_NEW && *how == PUT_SAME)
            *how = PUT_CHANGED;
    }
    return true;
}

bool
credit_put(struct db *db, struct arena *a, int64_t pool, const struct credit_entry *in,
           enum put *how, struct err *e)
{
    if (!entry_fine(db, a, in, e))
        return false;
    const struct val v[] = {
        v_int(pool),
        v_text(in->event),
        v_text(in->party),
        v_text(credit_matter_name(in->matter)),
        v_int(in->amount.units),
        v_date(a, in->happened_on),
        v_date(a, in->evaluated_on),
        v_int(in->division != 0 ? in->division : pool),
        v_text(in->product),
        v_text(in->document),
    };
    const struct put_row row = {&q_credit_event_get, &q_credit_event_write, NULL, v, 10, 2};
    return put_fact(db, a, &row, how, e) && put_repairs(db, a, pool, in, how, e);
}

static int
matter_of(const char *name)
{
    int m = 0;
    while (m < CREDIT_MATTERS - 1 && strcmp(name, credit_matter_name((enum credit_matter)m)) != 0)
        m++;
    return m;
}

static bool
read_events(struct db *db, struct arena *a, const char *party, struct credit_event **out, size_t *n,
            struct err *e)
{
    struct rows r, fixed;
    if (!db_run(db, &q_credit_of_party, a, &r, e, v_text(party), v_int(CREDIT_EVENTS_MAX + 1)) ||
        !db_run(db, &q_credit_repairs_of_party, a, &fixed, e, v_text(party)))
        return false;
    if (r.n > CREDIT_EVENTS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_CREDIT_MANY, {party});
    struct credit_event *v = arena_array(a, struct credit_event, r.n);
    for (size_t i = 0; i < r.n; i++) {
        v[i] = (struct credit_event){.id = row_text(&r, i, 1),
                                     .matter = (enum credit_matter)matter_of(row_text(&r, i, 2)),
                                     .amount = {row_int(&r, i, 3)},
                                     .division = row_int(&r, i, 6),
                                     .product = row_text(&r, i, 7)};
        if (!date_parse(&v[i].happened_on, row_text(&r, i, 4)) ||
            !date_parse(&v[i].evaluated_on, row_text(&r, i, 5)))
            return err_set(e, ERR_IO, M_DATABASE, {"date", v[i].id});
        for (size_t k = 0; k < fixed.n; k++)
            for (int act = 0; act < CREDIT_ACTIONS; act++)
                if (row_int(&fixed, k, 0) == row_int(&r, i, 0) &&
                    strcmp(row_text(&fixed, k, 1), v[i].id) == 0 &&
                    strcmp(row_text(&fixed, k, 2), credit_action_name((enum credit_action)act)) ==
                        0 &&
                    !date_parse(&v[i].repaired_on[act], row_text(&fixed, k, 3)))
                    return err_set(e, ERR_IO, M_DATABASE, {"date", v[i].id});
    }
    *out = v;
    *n = r.n;
    return true;
}

bool
credit_on(struct db *db, struct arena *a, const char *party, date on, const struct policy *p,
          struct credit_record *out, struct explain *x, struct err *e)
{
    struct credit_event *event = NULL;
    int by = CREDIT_BY_EVALUATION;
    bool repeat = true;

    if (p != NULL) {
        policy_enum(p, RULE_CREDIT_EDITION, &by);
        policy_bool(p, RULE_CREDIT_REPEAT, &repeat);
    }
    if (!pack_credit_book(db, &out->book, e) || !read_events(db, a, party, &event, &out->n, e))
        return false;
    out->event = event;
    out->judged = arena_array(a, struct credit_judged, out->n + 1);
    credit_at(out->book.edition, out->book.n, event, out->n, on, (enum credit_by)by, repeat,
              out->judged, &out->answer, x);
    return true;
}

bool
credit_parties(struct db *db, struct arena *a, int64_t pool, const char ***out, size_t *n,
               struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_credit_parties, a, &r, e, v_int(pool)))
        return false;
    *out = arena_array(a, const char *, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = row_text(&r, i, 0);
    return true;
}
