/* ocds_tender.c - the parties, the planning and the tender of a process. */
#include <string.h>

#include "base/core/code.h"
#include "openness/ocds_inner.h"
#include "openness/query.h"

/* --- parties: rows come by code, one for each part that somebody takes --- */

struct party {
    struct process *x;
    bool open;
    char code[128];
};

static void
put_organisation(struct process *x, const char *code, const char *name)
{
    bool company = code_company(code) == CODE_OK;
    json_open(x->j, NULL, '{');
    json_text(x->j, "id", ocds_id(x, code));
    json_text(x->j, "name", name);
    if (company || code_institution(code) == CODE_OK) {
        json_open(x->j, "identifier", '{');
        json_text(x->j, "scheme", company ? x->by->scheme : "CN-NHSA");
        json_text(x->j, "id", code);
        json_text(x->j, "legalName", name);
        json_close(x->j, '}');
    }
    json_open(x->j, "roles", '[');
}

static void
end_party(struct party *p)
{
    if (p->open) {
        json_close(p->x->j, ']');
        json_close(p->x->j, '}');
    }
    p->open = false;
}

static void
put_roles(struct process *x, const char *part)
{
    if (strcmp(part, "institution") == 0) {
        json_text(x->j, NULL, "buyer");
        if (x->payments)
            json_text(x->j, NULL, "payer");
    } else if (strcmp(part, "distributor") == 0) {
        json_text(x->j, NULL, "payee");
    } else {
        json_text(x->j, NULL, part);
    }
}

static bool
take_party(void *arg, const struct rows *row, struct err *e)
{
    struct party *p = arg;
    const char *code = row_text(row, 0, 0), *part = row_text(row, 0, 1);
    (void)e;
    if (strcmp(part, "distributor") == 0 && !p->x->payments)
        return true;
    if (!p->open || strcmp(p->code, code) != 0) {
        end_party(p);
        arena_reset(p->x->row);
        put_organisation(p->x, code, row_text(row, 0, 2));
        snprintf(p->code, sizeof(p->code), "%s", code);
        p->open = true;
    }
    put_roles(p->x, part);
    return true;
}

/* The publisher's id: its code, else its prefix and pool. */
static const char *
publisher_id(struct process *x)
{
    return *x->by->code != '\0'
               ? arena_printf(x->a, "%s-%s", x->by->scheme, x->by->code)
               : arena_printf(x->a, "%s-%06lld", x->by->prefix, (long long)x->pool);
}

bool
ocds_parties(struct process *x, struct err *e)
{
    struct party p = {.x = x};
    char day[DATE_TEXT_MAX];
    json_open(x->j, "parties", '[');
    json_open(x->j, NULL, '{');
    json_text(x->j, "id", publisher_id(x));
    json_text(x->j, "name", x->by->name);
    if (*x->by->code != '\0') {
        json_open(x->j, "identifier", '{');
        json_text(x->j, "scheme", x->by->scheme);
        json_text(x->j, "id", x->by->code);
        json_text(x->j, "legalName", x->by->name);
        json_close(x->j, '}');
    }
    json_open(x->j, "roles", '[');
    json_text(x->j, NULL, "procuringEntity");
    json_close(x->j, ']');
    json_close(x->j, '}');
    bool ok = db_each(x->db, &q_ocds_parties, take_party, &p, e, v_int(x->pool), v_text(x->p.code),
                      v_text(date_text(x->on, day)),
                      v_int(x->contracts ? 2
                            : x->awards  ? 1
                                         : 0));
    end_party(&p);
    json_close(x->j, ']');
    return ok;
}

/* --- planning and tender --- */

static void
put_milestones(struct process *x)
{
    static const enum phase steps[] = {PHASE_REPORTING, PHASE_REVIEW};
    json_open(x->j, "planning", '{');
    json_open(x->j, "milestones", '[');
    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
        enum phase p = steps[i];
        if (x->to[p].day == 0)
            continue;
        json_open(x->j, NULL, '{');
        json_text(x->j, "id", phase_names[p]);
        json_text(x->j, "title", phase_names[p]);
        json_text(x->j, "type", "preProcurement");
        ocds_day(x->j, "dueDate", x->to[p]);
        json_text(x->j, "status", x->now > p ? "met" : "scheduled");
        json_close(x->j, '}');
    }
    json_close(x->j, ']');
    json_close(x->j, '}');
}

static const char *
document_type(const char *kind)
{
    return strcmp(kind, "procurement") == 0                             ? "tenderNotice"
           : strcmp(kind, "supplement") == 0                            ? "clarifications"
           : strcmp(kind, "volume") == 0                                ? "billOfQuantity"
           : strcmp(kind, "notice") == 0 || strcmp(kind, "result") == 0 ? "awardNotice"
                                                                        : "x_announcement";
}

static bool
take_document(void *arg, const struct rows *row, struct err *e)
{
    struct process *x = arg;
    const char *number = row_text(row, 0, 0), *kind = row_text(row, 0, 1);
    date on = {0};
    (void)e;
    arena_reset(x->row);
    (void)date_parse(&on, row_text(row, 0, 3));
    if (strcmp(document_type(kind), "awardNotice") == 0)
        x->awarded = on;
    json_open(x->j, NULL, '{');
    json_text(x->j, "id", number);
    json_text(x->j, "documentType", document_type(kind));
    json_text(x->j, "title", row_text(row, 0, 2));
    json_text(x->j, "url",
              ocds_url(x, arena_printf(x->row, "announcements/%s", ocds_escape(x->row, number))));
    ocds_day(x->j, "datePublished", on);
    json_text(x->j, "format", "application/json");
    json_text(x->j, "language", "zh");
    json_close(x->j, '}');
    return true;
}

/* Groups as items: name and unit; the agreed volume and the ceiling once they are public. */
static bool
take_group(void *arg, const struct rows *row, struct err *e)
{
    struct process *x = arg;
    int64_t agreed = row_int(row, 0, 4);
    money ceiling = {row_int(row, 0, 3)};
    (void)e;
    json_open(x->j, NULL, '{');
    json_text(x->j, "id", row_text(row, 0, 0));
    json_text(x->j, "description", row_text(row, 0, 1));
    if (x->volumes && agreed >= 0)
        json_int(x->j, "quantity", agreed);
    json_open(x->j, "unit", '{');
    json_text(x->j, "name", row_text(row, 0, 2));
    if (ceiling.units > 0)
        ocds_value(x->j, "value", ceiling);
    json_close(x->j, '}');
    json_close(x->j, '}');
    return true;
}

static bool
take_tenderer(void *arg, const struct rows *row, struct err *e)
{
    struct process *x = arg;
    (void)e;
    arena_reset(x->row);
    ocds_reference(x, NULL, row_text(row, 0, 0), row_text(row, 0, 1));
    return true;
}

static void
put_tender_head(struct process *x)
{
    struct json *j = x->j;
    bool cycle = x->p.executed_on.day != 0;
    json_text(j, "id", x->p.code);
    json_text(j, "title", x->p.name);
    json_text(j, "status",
              x->now < PHASE_BIDDING  ? "planned"
              : x->now < PHASE_NOTICE ? "active"
                                      : "complete");
    json_open(j, "procuringEntity", '{');
    json_text(j, "id", publisher_id(x));
    json_text(j, "name", x->by->name);
    json_close(j, '}');
    json_text(j, "procurementMethod", "open");
    json_text(j, "mainProcurementCategory", "goods");
    ocds_period(j, "tenderPeriod", x->from[PHASE_BIDDING], x->to[PHASE_BIDDING]);
    ocds_period(j, "awardPeriod", x->from[PHASE_NOTICE], x->to[PHASE_NOTICE]);
    if (cycle)
        ocds_period(j, "contractPeriod", x->p.executed_on,
                    date_add_days(date_add_months(x->p.executed_on, (int)x->p.cycle_months), -1));
}

bool
ocds_tender(struct process *x, struct err *e)
{
    const struct val key[] = {v_int(x->pool), v_text(x->p.code)};
    char day[DATE_TEXT_MAX];
    struct rows bids;
    put_milestones(x);
    json_open(x->j, "tender", '{');
    put_tender_head(x);
    json_open(x->j, "documents", '[');
    bool ok = db_each(x->db, &q_ocds_documents, take_document, x, e, key[0], key[1],
                      v_text(date_text(x->on, day)));
    json_close(x->j, ']');
    json_open(x->j, "items", '[');
    ok = ok && db_each(x->db, &q_ocds_groups, take_group, x, e, key[0], key[1]);
    json_close(x->j, ']');
    if (ok && x->awards) {
        ok = db_run(x->db, &q_ocds_bids, x->a, &bids, e, key[0], key[1]);
        if (ok)
            json_int(x->j, "numberOfTenderers", row_int(&bids, 0, 1));
        json_open(x->j, "tenderers", '[');
        ok = ok && db_each(x->db, &q_ocds_tenderers, take_tenderer, x, e, key[0], key[1]);
        json_close(x->j, ']');
    }
    json_close(x->j, '}');
    return ok;
}
