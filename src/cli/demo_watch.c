#include "cli/demo_watch.h"

#include <string.h>

#include "access/user.h"
#include "desk/query.h"
#include "openness/data_agreement.h"
#include "openness/material.h"
#include "oversight/complaint_case.h"
#include "oversight/good_credit.h"
#include "oversight/quality.h"
#include "oversight/risk.h"
#include "registry/credit_record.h"
#include "words/demo_data.h"

struct watching {
    struct db *db;
    const struct demo_live *l;
    struct project p;
    struct user hospital, registrant, bureau;
    struct rows winner; /* company, a product of its own */
    enum put how;
    struct err *e;
};

static const char *
person(const struct watching *w, const char *role)
{
    return arena_printf(w->l->arena, "%s-%s", w->l->folder, role);
}

static date
ago(const struct watching *w, int days)
{
    return date_add_days(w->l->today, -days);
}

/* --- guides, training, questions --- */

static bool
materials(struct watching *w)
{
    static const struct {
        const char *code;
        enum material_kind kind;
        enum material_audience audience;
        enum msg title, body;
        int ago;
    } list[] = {
        {"DEMO-JD", MATERIAL_EXPLANATION, FOR_PUBLIC, M_DEMO_JD_TITLE, M_DEMO_JD, 200},
        {"DEMO-PX", MATERIAL_TRAINING, FOR_STAFF, M_DEMO_PX_TITLE, M_DEMO_PX, 120},
        {"DEMO-AL", MATERIAL_CASE, FOR_PUBLIC, M_DEMO_AL_TITLE, M_DEMO_AL, 60},
        {"DEMO-CX", MATERIAL_RESULT, FOR_PUBLIC, M_DEMO_CX_TITLE, M_DEMO_CX, 20},
    };
    int64_t version;
    for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++) {
        const struct material m = {.material = list[i].code,
                                   .kind = list[i].kind,
                                   .audience = list[i].audience,
                                   .title = demo_say(w->l->arena, w->p.name, list[i].title),
                                   .body = demo_say(w->l->arena, w->p.name, list[i].body),
                                   .file = "",
                                   .who = person(w, "bureau"),
                                   .on = ago(w, list[i].ago)};
        if (!material_put(w->db, w->l->arena, w->l->pool, &m, &version, &w->how, w->e))
            return false;
    }
    return material_read(w->db, w->l->arena, w->l->pool, "DEMO-PX", person(w, "county"),
                         arena_printf(w->l->arena, "%s-county", w->l->folder), ago(w, 100), &w->how,
                         w->e);
}

static bool
ask(struct watching *w, enum question_kind kind, enum msg topic, enum msg body,
    const struct user *who, int days, int64_t *number)
{
    const struct question q = {.kind = kind,
                               .topic = demo_say(w->l->arena, w->p.name, topic),
                               .body = demo_say(w->l->arena, w->p.name, body),
                               .contact = "",
                               .login = who != NULL ? who->login : "",
                               .org = who != NULL ? who->org.code : "",
                               .on = ago(w, days)};
    return question_ask(w->db, w->l->arena, w->l->pool, &q, number, w->e);
}

static bool
questions(struct watching *w)
{
    int64_t n;
    return ask(w, QUESTION_ASKED, M_DEMO_ASK_PATIENT_TOPIC, M_DEMO_ASK_PATIENT, NULL, 40, &n) &&
           question_answer(w->db, w->l->arena, w->l->pool, n,
                           demo_say(w->l->arena, w->p.name, M_DEMO_ASK_PATIENT_ANSWER), true,
                           person(w, "bureau"), ago(w, 37), &w->how, w->e) &&
           ask(w, QUESTION_ASKED, M_DEMO_ASK_HOSPITAL_TOPIC, M_DEMO_ASK_HOSPITAL, &w->hospital, 5,
               &n) &&
           ask(w, QUESTION_FEEDBACK, M_DEMO_ASK_COMPANY_TOPIC, M_DEMO_ASK_COMPANY, &w->registrant,
               3, &n);
}

/* --- risks and what went wrong --- */

static bool
risks(struct watching *w)
{
    static const struct {
        const char *number;
        bool office;
        enum risk_kind kind;
        int likelihood, impact, review; /* review: days from today */
        enum msg subject, plan;
    } list[] = {
        {"DEMO-R1", true, RISK_SUPPLY, 3, 5, 30, M_DEMO_RISK_SUPPLY, M_DEMO_RISK_SUPPLY_PLAN},
        {"DEMO-R2", true, RISK_OPINION, 2, 4, 60, M_DEMO_RISK_OPINION, M_DEMO_RISK_OPINION_PLAN},
        {"DEMO-R3", false, RISK_CLINICAL, 2, 3, 14, M_DEMO_RISK_CLINICAL,
         M_DEMO_RISK_CLINICAL_PLAN},
        {"DEMO-R4", false, RISK_QUALITY, 3, 3, 7, M_DEMO_RISK_QUALITY, M_DEMO_RISK_QUALITY_PLAN},
    };
    static const char *const people[] = {"设备科（合成）", "医药价采科（合成）"};
    const char *hospital = w->hospital.org.code;
    for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++) {
        const struct org *own = list[i].office ? &w->bureau.org : &w->hospital.org;
        const struct risk k = {.number = list[i].number,
                               .owner = own->code,
                               .region = own->region,
                               .subject = demo_say(w->l->arena, w->p.name, list[i].subject),
                               .plan = demo_say(w->l->arena, w->p.name, list[i].plan),
                               .responsible = people[list[i].office],
                               .kind = list[i].kind,
                               .likelihood = list[i].likelihood,
                               .impact = list[i].impact,
                               .review_by = ago(w, -list[i].review)};
        if (!risk_put(w->db, w->l->arena, w->l->pool, &k, ago(w, 90), &w->how, w->e))
            return false;
    }
    return risk_close(w->db, w->l->arena, w->l->pool, "DEMO-R4", hospital,
                      demo_say(w->l->arena, w->p.name, M_DEMO_RISK_CLOSED), ago(w, 10), &w->how,
                      w->e);
}

static bool
report(struct watching *w, const char *number, enum risk_kind kind, bool urgent, enum msg body,
       const char *risk, int days)
{
    const struct issue k = {.number = number,
                            .by = w->hospital.org.code,
                            .region = w->hospital.org.region,
                            .body = demo_say(w->l->arena, w->p.name, body),
                            .risk = risk,
                            .kind = kind,
                            .urgent = urgent};
    return report_issue(w->db, w->l->arena, w->l->pool, &k, ago(w, days), &w->how, w->e);
}

/* One was settled by the county, one waits there. */
static bool
issues(struct watching *w)
{
    struct level_work then = {w->db, w->l->arena, w->l->pool, LEVEL_ISSUE, "DEMO-W1", ago(w, 25)};
    const struct level_answer a = {.region = w->hospital.org.region,
                                   .who = person(w, "county"),
                                   .text = demo_say(w->l->arena, w->p.name, M_DEMO_ISSUE_ANSWER),
                                   .solved = true};
    struct level_work end = then;
    end.on = ago(w, 22);
    return report(w, "DEMO-W1", RISK_QUALITY, true, M_DEMO_ISSUE_QUALITY, "", 26) &&
           answer_issue(&then, &a, w->e) &&
           close_issue(&end, w->hospital.org.code,
                       demo_say(w->l->arena, w->p.name, M_DEMO_ISSUE_CLOSED), &w->how, w->e) &&
           report(w, "DEMO-W2", RISK_SUPPLY, false, M_DEMO_ISSUE_SUPPLY, "", 2);
}

/* --- credit --- */

static bool
event(struct watching *w, const char *number, const char *party, enum credit_matter matter,
      int64_t fen, int days, bool repaired)
{
    struct credit_entry k = {.event = number,
                             .party = party,
                             .matter = matter,
                             .amount = {fen * 100},
                             .happened_on = ago(w, days + 40),
                             .evaluated_on = ago(w, days),
                             .product = "",
                             .document = arena_printf(w->l->arena, "%s（合成）", number)};
    for (int i = 0; repaired && i < CREDIT_ACTIONS; i++)
        k.repaired_on[i] = ago(w, days - 30);
    return credit_put(w->db, w->l->arena, w->l->pool, &k, &w->how, w->e);
}

static bool
credit(struct watching *w)
{
    enum { SEVERE = 600000 * 100 }; /* fen: the second grade of a kickback */
    const struct rows *r = &w->winner;
    return event(w, "DEMO-X1", w->registrant.org.code, CREDIT_BREACH, 0, 700, true) &&
           (r->n < 1 ||
            event(w, "DEMO-X2", row_text(r, 0, 0), CREDIT_KICKBACK, SEVERE, 20, false)) &&
           (r->n < 2 || event(w, "DEMO-X3", row_text(r, 1, 0), CREDIT_BREACH, 0, 45, false));
}

/* Two samples of the drug regulator, published by another of its people. */
static bool
samples(struct watching *w)
{
    for (size_t i = 0; i < 2 && i < w->winner.n; i++) {
        const char *number = arena_printf(w->l->arena, "DEMO-Y%zu", i + 1);
        const struct sampling s = {.number = number,
                                   .product = row_text(&w->winner, i, 1),
                                   .batch = "B26001",
                                   .taken_at = w->hospital.org.code,
                                   .laboratory = "药检院（合成）",
                                   .item = i == 0 ? "无菌" : "力学性能",
                                   .document = arena_printf(w->l->arena, "%s（合成）", number),
                                   .result = SAMPLING_PASS,
                                   .taken_on = ago(w, 80),
                                   .entered_on = ago(w, 60),
                                   .by = person(w, "drug")};
        if (!sampling_put(w->db, w->l->arena, w->l->pool, &s, &w->how, w->e) ||
            !sampling_publish(w->db, w->l->arena, w->l->pool, number, person(w, "bureau"),
                              ago(w, 55), &w->how, w->e))
            return false;
    }
    return true;
}

/* --- complaints --- */

static bool
complaint(struct watching *w, const struct case_move *m)
{
    return move_case(w->db, w->l->arena, w->l->pool, m, &w->how, w->e);
}

static bool
file(struct watching *w, const char *number, enum msg subject, enum msg text, int days)
{
    return complaint(w, &(struct case_move){.number = number,
                                            .step = CASE_FILED,
                                            .who = w->hospital.login,
                                            .org = w->hospital.org.code,
                                            .to = "",
                                            .text = demo_say(w->l->arena, w->p.name, text),
                                            .on = ago(w, days),
                                            .kind = COMPLAINT_COMPLAINT,
                                            .project = w->l->project,
                                            .against = w->registrant.org.code,
                                            .subject = demo_say(w->l->arena, w->p.name, subject)});
}

static bool
handle(struct watching *w, enum case_step step, enum complaint_result result, const char *text,
       int days)
{
    return complaint(w, &(struct case_move){.number = "DEMO-S1",
                                            .step = step,
                                            .who = w->bureau.login,
                                            .org = w->bureau.org.code,
                                            .to = "",
                                            .text = text,
                                            .result = result,
                                            .on = ago(w, days)});
}

static bool
complaints(struct watching *w)
{
    return file(w, "DEMO-S1", M_DEMO_CASE_SUBJECT, M_DEMO_CASE, 30) &&
           handle(w, CASE_ACCEPTED, RESULT_OPEN, "", 28) &&
           handle(w, CASE_ANSWERED, RESULT_FOUNDED,
                  demo_say(w->l->arena, w->p.name, M_DEMO_CASE_ANSWER), 20) &&
           handle(w, CASE_PUBLISHED, RESULT_OPEN, "", 18) &&
           file(w, "DEMO-S2", M_DEMO_CASE_OPEN_SUBJECT, M_DEMO_CASE_OPEN, 3);
}

/* --- data agreements: one that is read, one that waits for its second person, one that is over ---
 */

struct sharing {
    const char *number, *department, *dataset;
    const char *field[8];
    enum msg purpose;
    int from, to; /* days ago */
    bool decided;
};

static bool
share_one(struct watching *w, const struct sharing *k)
{
    struct data_agreement in = {.agreement = k->number,
                                .department = person(w, k->department),
                                .dataset = k->dataset,
                                .fields = {k->field, 0},
                                .from = ago(w, k->from),
                                .to = ago(w, k->to),
                                .since = ago(w, 1000),
                                .purpose = demo_say(w->l->arena, w->p.name, k->purpose),
                                .clause = demo_say(w->l->arena, w->p.name, M_DEMO_DATA_CLAUSE),
                                .who = person(w, "monitor"),
                                .on = ago(w, k->from)};
    const struct data_decision yes = {.agreement = k->number,
                                      .reason = "",
                                      .who = person(w, "bureau"),
                                      .yes = true,
                                      .on = ago(w, k->from)};
    while (in.fields.n < 8 && k->field[in.fields.n] != NULL)
        in.fields.n++;
    return data_propose(w->db, w->l->arena, w->l->pool, &in, &w->how, w->e) &&
           (!k->decided || data_decide(w->db, w->l->arena, w->l->pool, &yes, &w->how, w->e));
}

static bool
read_one(struct watching *w, const char *number, const char *department, int days)
{
    const struct data_reader by = {person(w, department), person(w, department), ago(w, days), 0};
    struct data_pull p = {.agreement = number, .reader = &by, .page = {.limit = 100}};
    return data_pull(w->db, w->l->arena, w->l->pool, &p, w->e);
}

static bool
agreements(struct watching *w)
{
    static const struct sharing list[] = {
        {"DEMO-SJ1",
         "market",
         "orders",
         {"order", "line", "hospital", "product", "price", "selected_price", "qty"},
         M_DEMO_DATA_PRICES,
         95,
         -270,
         true},
        {"DEMO-SJ2",
         "finance",
         "receipts",
         {"receipt", "line", "hospital", "amount", "paid", "due_on"},
         M_DEMO_DATA_MONEY,
         6,
         -359,
         false},
        {"DEMO-SJ3",
         "auditor",
         "progress",
         {"project", "month", "hospital", "product", "accepted", "amount", "paid"},
         M_DEMO_DATA_AUDIT,
         400,
         35,
         true},
    };
    for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
        if (!share_one(w, &list[i]))
            return false;
    return read_one(w, "DEMO-SJ1", "market", 60) && read_one(w, "DEMO-SJ1", "market", 12) &&
           read_one(w, "DEMO-SJ3", "auditor", 200);
}

static bool
who_is(struct watching *w, const char *role, struct user *out)
{
    return user_on(w->db, w->l->arena, person(w, role), w->l->today, out, w->e);
}

bool
demo_watch(struct db *db, void *arg, struct err *e)
{
    const struct demo_live *l = arg;
    struct watching w = {.db = db, .l = l, .e = e};
    return project_get(db, l->arena, l->pool, l->project, &w.p, e) &&
           who_is(&w, "hospital", &w.hospital) && who_is(&w, "registrant", &w.registrant) &&
           who_is(&w, "bureau", &w.bureau) &&
           db_run(db, &q_desk_winner_products, l->arena, &w.winner, e, v_int(l->pool),
                  v_text(l->project)) &&
           materials(&w) && questions(&w) && risks(&w) && issues(&w) && credit(&w) && samples(&w) &&
           complaints(&w) && agreements(&w);
}

/* The first party that earns an incentive gets one. */
bool
demo_reward(struct db *db, void *arg, struct err *e)
{
    const struct demo_live *l = arg;
    struct watching w = {.db = db, .l = l, .e = e};
    if (!who_is(&w, "hospital", &w.hospital) || !who_is(&w, "registrant", &w.registrant))
        return false;
    const char *party[] = {w.hospital.org.code, w.registrant.org.code};
    for (size_t i = 0; i < sizeof(party) / sizeof(*party); i++) {
        enum good_verdict v;
        const struct incentive k = {.number = "DEMO-J1",
                                    .party = party[i],
                                    .document = "DEMO-J1（合成）",
                                    .by = person(&w, "bureau"),
                                    .kind = INCENTIVE_GREEN_CHANNEL,
                                    .from = l->today,
                                    .until = ago(&w, -300)};
        if (!good_on(db, l->arena, l->pool, party[i], l->today, &v, e))
            return false;
        if (v == GOOD_OK)
            return grant_incentive(db, l->arena, l->pool, &k, l->today, &w.how, e);
    }
    return true;
}
