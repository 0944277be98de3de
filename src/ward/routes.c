/* routes.c - the catalogue, admission meetings, requests; and the lists of the ward. */
#include "ward/routes.h"

#include <string.h>

#include "access/who.h"
#include "trade/bulk.h"
#include "trade/routes.h"
#include "ward/catalogue.h"
#include "ward/list.h"
#include "ward/meeting.h"
#include "ward/query.h"
#include "ward/request.h"
#include "words/route_ward.h"

#define CODE(S, name, m, flags) F_TEXT(S, name, m, 64, flags)

struct done {
    const char *how, *note;
    int64_t version;
};
static const struct field done_fields[] = {
    F_TEXT(struct done, "how", how, 10, 0),
    F_TEXT(struct done, "note", note, 64, FIELD_OPT),
    F_INT(struct done, "version", version, 1, INT32_MAX, FIELD_OPT),
};
const struct shape ward_done_shape = SHAPE("WardDone", struct done, done_fields);

bool
ward_done(struct call *c, enum put how, const char *note, int64_t version)
{
    struct done *out = arena_alloc(c->arena, sizeof(*out));
    *out = (struct done){put_name(how), note, version};
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

static date
or_today(const struct call *c, date on)
{
    return on.day != 0 ? on : c->today;
}

/* --- the catalogue --- */

#define S struct catalogue_entry
static const struct field entry_fields[] = {
    CODE(S, "product", product, 0),
    F_ENUM(S, "state", state, catalogue_state_names, CATALOGUE_STATES, 0),
    F_ENUM(S, "reason", reason, catalogue_reason_names, CATALOGUE_REASONS, FIELD_OPT),
    F_TEXT(S, "note", note, 1000, FIELD_OPT),
    CODE(S, "record", record, FIELD_OPT),
    F_DATE(S, "date", on, FIELD_OPT),
};
#undef S
static const struct shape entry_in_shape =
    SHAPE("CatalogueRow", struct catalogue_entry, entry_fields);
static const struct field entries_fields[] = BULK_FIELDS(&entry_in_shape);
static const struct shape entries_in_shape = SHAPE("CatalogueRows", struct bulk_in, entries_fields);

static bool
take_entry(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
           struct err *e)
{
    struct catalogue_entry in = *(const struct catalogue_entry *)row;
    bool stands;
    in.institution = c->who.org;
    in.who = who_login(c);
    in.on = or_today(c, in.on);
    if (!catalogue_decide(t->db, t->arena, t->pool, &in, c->today, &stands, how, e))
        return false;
    *note = stands ? "" : "not_a_reason";
    return true;
}
static bool
catalogue_post(struct call *c)
{
    return bulk_run(c, sizeof(struct catalogue_entry), take_entry);
}

/* --- meetings --- */

static const struct field vote_fields[] = {
    CODE(struct admission_vote, "product", product, 0),
    F_INT(struct admission_vote, "yes", yes, 0, ATTENDEES_MAX, 0),
    F_INT(struct admission_vote, "no", no, 0, ATTENDEES_MAX, 0),
    F_INT(struct admission_vote, "abstained", abstained, 0, ATTENDEES_MAX, FIELD_OPT),
    F_TEXT(struct admission_vote, "note", note, 1000, FIELD_OPT),
};
static const struct shape vote_in_shape =
    SHAPE("AdmissionVoteIn", struct admission_vote, vote_fields);
static const struct field attendee_fields[] = {{.type = FIELD_TEXT, .max = 100}};
static const struct shape attendee_shape = {NULL, sizeof(const char *), 1, attendee_fields};
struct meeting_in {
    struct list attendees, votes;
    const char *document, *file;
    date on;
};
#define S struct meeting_in
static const struct field meeting_fields[] = {
    F_DATE(S, "date", on, 0),
    F_LIST(S, "attendees", attendees, &attendee_shape, 1, ATTENDEES_MAX, 0),
    F_LIST(S, "votes", votes, &vote_in_shape, 1, VOTES_MAX, 0),
    F_TEXT(S, "document", document, 200, 0),
    F_TEXT(S, "file", file, 64, 0),
};
#undef S
static const struct shape meeting_in_shape =
    SHAPE("AdmissionMeetingIn", struct meeting_in, meeting_fields);

static bool
meeting_put_call(struct call *c)
{
    const struct meeting_in *in = c->in;
    const struct admission_meeting m = {.institution = c->who.org,
                                        .record = c->arg[1],
                                        .document = in->document,
                                        .file = in->file,
                                        .who = who_login(c),
                                        .attendee = in->attendees.at,
                                        .attendees = in->attendees.n,
                                        .vote = in->votes.at,
                                        .votes = in->votes.n,
                                        .on = in->on};
    enum put how;
    return admission_meeting_put(c->db, c->arena, c->pool, &m, c->today, &how, &c->err) &&
           ward_done(c, how, "", 0);
}

struct voted {
    const char *product, *note;
    int64_t yes, no, abstained;
    bool passed;
};
static const struct field voted_fields[] = {
    CODE(struct voted, "product", product, 0),
    F_INT(struct voted, "yes", yes, 0, INT32_MAX, 0),
    F_INT(struct voted, "no", no, 0, INT32_MAX, 0),
    F_INT(struct voted, "abstained", abstained, 0, INT32_MAX, 0),
    F_BOOL(struct voted, "passed", passed, 0),
    F_TEXT(struct voted, "note", note, 1000, FIELD_OPT),
};
static const struct shape voted_shape = SHAPE("AdmissionVote", struct voted, voted_fields);
struct meeting_out {
    const char *institution, *record, *attendees, *document, *file, *who;
    int64_t present;
    date on;
    struct list votes;
};
#define S struct meeting_out
static const struct field meeting_out_fields[] = {
    CODE(S, "hospital", institution, 0),
    CODE(S, "record", record, 0),
    F_DATE(S, "date", on, 0),
    F_TEXT(S, "attendees", attendees, 10000, 0),
    F_INT(S, "present", present, 1, INT32_MAX, 0),
    F_TEXT(S, "document", document, 200, 0),
    F_TEXT(S, "file", file, 64, 0),
    F_TEXT(S, "who", who, 64, FIELD_BLANK),
    F_LIST(S, "votes", votes, &voted_shape, 0, VOTES_MAX, 0),
};
#undef S
static const struct shape meeting_out_shape =
    SHAPE("AdmissionMeeting", struct meeting_out, meeting_out_fields);

static bool
meeting_get_call(struct call *c)
{
    struct meeting_out *out = arena_alloc(c->arena, sizeof(*out));
    struct sight s;
    struct rows m, v;
    sight_of(&c->who, &s);
    if (!db_run(c->db, &q_meeting_seen, c->arena, &m, &c->err, v_int(c->pool), V_SIGHT(s),
                v_text(c->arg[1]), v_text(c->arg[2])) ||
        !db_run(c->db, &q_vote_of_meeting, c->arena, &v, &c->err, v_int(c->pool), v_text(c->arg[1]),
                v_text(c->arg[2])))
        return false;
    if (m.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_NO_MEETING, {c->arg[2]});
    *out = (struct meeting_out){.institution = c->arg[1],
                                .record = c->arg[2],
                                .attendees = row_text(&m, 0, 1),
                                .present = row_int(&m, 0, 2),
                                .document = row_text(&m, 0, 3),
                                .file = row_text(&m, 0, 4),
                                .who = row_text(&m, 0, 5),
                                .votes = {rows_as(c->arena, &voted_shape, &v, v.n), v.n}};
    (void)date_parse(&out->on, row_text(&m, 0, 0));
    return reply(c, 200, out);
}

/* --- requests --- */

static struct trade
trade_of(struct call *c)
{
    return (struct trade){.db = c->db,
                          .arena = c->arena,
                          .pool = c->pool,
                          .memo = arena_alloc(c->arena, sizeof(struct trade_memo)),
                          .institution = c->who.org};
}

#define S struct purchase_request
static const struct field request_fields[] = {
    CODE(S, "department", department, 0),
    CODE(S, "project", project, 0),
    CODE(S, "product", product, 0),
    F_ENUM(S, "variant", variant, variant_names, VARIANTS, FIELD_OPT),
    F_QTY(S, "qty", qty, 0),
    F_DATE(S, "wanted_by", wanted_by, FIELD_OPT),
    F_TEXT(S, "reason", reason, 1000, FIELD_OPT),
};
#undef S
static const struct shape request_in_shape =
    SHAPE("PurchaseRequestIn", struct purchase_request, request_fields);

static bool
request_put_call(struct call *c)
{
    struct purchase_request in = *(const struct purchase_request *)c->in;
    struct trade t = trade_of(c);
    enum put how;
    in.number = c->arg[1];
    in.on = c->today;
    in.who = who_login(c);
    return request_put(&t, &in, &how, &c->err) && ward_done(c, how, "", 0);
}

#define S struct request_order
static const struct field order_fields[] = {
    CODE(S, "order", order, 0),
    F_INT(S, "line", line, 1, 100000, FIELD_OPT),
    F_QTY(S, "qty", qty, FIELD_OPT),
    F_MONEY(S, "price", price, FIELD_OPT),
    CODE(S, "distributor", payee, FIELD_OPT),
};
#undef S
static const struct shape order_in_shape =
    SHAPE("PurchaseRequestOrder", struct request_order, order_fields);

static bool
request_order_call(struct call *c)
{
    struct request_order in = *(const struct request_order *)c->in;
    struct trade t = trade_of(c);
    enum put how;
    in.line = line_or_one(in.line);
    in.on = c->today;
    in.who = who_login(c);
    return request_order(&t, c->arg[1], &in, &how, &c->err) && ward_done(c, how, "", 0);
}

struct note_in {
    const char *note;
};
static const struct field note_fields[] = {F_TEXT(struct note_in, "note", note, 1000, 0)};
static const struct shape note_in_shape =
    SHAPE("PurchaseRequestRefusal", struct note_in, note_fields);

static bool
request_refuse_call(struct call *c)
{
    const struct note_in *in = c->in;
    struct trade t = trade_of(c);
    enum put how;
    return request_close(&t, c->arg[1], REQUEST_REFUSED, in->note, who_login(c), c->today, &how,
                         &c->err) &&
           ward_done(c, how, "", 0);
}

static bool
request_withdraw_call(struct call *c)
{
    struct trade t = trade_of(c);
    enum put how;
    return request_close(&t, c->arg[1], REQUEST_WITHDRAWN, "", who_login(c), c->today, &how,
                         &c->err) &&
           ward_done(c, how, "", 0);
}

/* --- lists --- */

struct list_query {
    struct page page;
    const char *project, *institution, *product, *state;
    date from, to, on;
};
#define S struct list_query
static const struct field query_fields[] = {
    PAGE_FIELDS(S, page),
    F_TEXT(S, "project", project, 64, FIELD_OPT),
    F_TEXT(S, "hospital", institution, 64, FIELD_OPT),
    F_TEXT(S, "product", product, 64, FIELD_OPT),
    F_TEXT(S, "state", state, 64, FIELD_OPT),
    F_DATE(S, "from", from, FIELD_OPT),
    F_DATE(S, "to", to, FIELD_OPT),
    F_DATE(S, "on", on, FIELD_OPT), /* as seen on that day; today */
};
#undef S
static const struct shape query_shape = SHAPE(NULL, struct list_query, query_fields);

static const char *
query_day(struct call *c, date d)
{
    return d.day == 0 ? "" : date_text(d, arena_alloc(c->arena, DATE_TEXT_MAX));
}

static bool
list_get(struct call *c)
{
    const struct list_query *q = c->query;
    const struct ward_list *l = ward_lists;
    const char *on = query_day(c, or_today(c, q->on));
    struct sight s;
    while (strcmp(l->id, c->route->id) != 0)
        l++;
    sight_of(&c->who, &s);
    const struct val v[] = {v_int(c->pool),
                            V_SIGHT(s),
                            v_text(q->project),
                            v_text(q->institution),
                            v_text(q->product),
                            v_text(query_day(c, q->from)),
                            v_text(query_day(c, q->to)),
                            v_text(l->day == STATE_IS_DAY ? on : q->state),
                            v_text(on)};
    size_t n = sizeof(v) / sizeof(*v) - (l->day == SEEN_ON ? 0 : 1);
    return reply_rows(c, &l->rows, &q->page, v, n);
}

/* clang-format off */
#define LIST(id_, path_, roles_, out_, summary_, page_)                                            \
    {.id = id_, .method = "GET", .path = WARD_PATH path_, .roles = roles_, .where = READ,          \
     .scope = SCOPE_POOL, .query = &query_shape, .out = &out_, .handle = list_get,                 \
     .page = page_, .summary = summary_}
#define REQUEST WARD_PATH "/purchase-requests/:request"
static const struct route table[] = {
    LIST("admission.list", "/admissions", WARD_READERS | AS_REGISTRANT, dues_shape,
         M_R_ADMISSIONS, "catalogue"),
    LIST("catalogue.list", "/catalogue", WARD_READERS, catalogue_shape, M_R_CATALOGUE, "catalogue"),
    LIST("admission_meeting.list", "/admission-meetings", WARD_READERS, meetings_shape,
         M_R_MEETINGS, "catalogue"),
    LIST("purchase_request.list", "/purchase-requests", WARD_INSIDE, requests_shape, M_R_REQUESTS,
         "purchase-requests"),
    LIST("clinical_path.list", "/clinical-paths", WARD_READERS, paths_shape, M_R_PATHS,
         "clinical-paths"),
    LIST("clinical_path.missing", "/groups-without-path", WARD_READERS, pathless_shape,
         M_R_PATHLESS, "clinical-paths"),
    DOCUMENTS("catalogue.decide", "/catalogue", AS_HOSPITAL, entries_in_shape, catalogue_post,
              M_R_CATALOGUE_DECIDE, "catalogue"),
    {.id = "admission_meeting.record", .method = "PUT",
     .path = WARD_PATH "/admission-meetings/:record", .roles = AS_HOSPITAL, .where = WRITE,
     .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &meeting_in_shape,
     .out = &ward_done_shape, .handle = meeting_put_call,
     .page = "catalogue", .summary = M_R_MEETING_PUT},
    {.id = "admission_meeting.show", .method = "GET",
     .path = WARD_PATH "/hospitals/:hospital/admission-meetings/:record", .roles = WARD_READERS,
     .where = READ, .scope = SCOPE_POOL, .out = &meeting_out_shape, .handle = meeting_get_call,
     .page = "catalogue", .summary = M_R_MEETING},
    {.id = "purchase_request.ask", .method = "PUT", .path = REQUEST, .roles = WARD_INSIDE,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &request_in_shape,
     .out = &ward_done_shape, .handle = request_put_call,
     .page = "purchase-requests", .summary = M_R_REQUEST_ASK},
    {.id = "purchase_request.order", .method = "POST", .path = REQUEST "/order",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &order_in_shape, .out = &ward_done_shape, .handle = request_order_call,
     .page = "purchase-requests", .summary = M_R_REQUEST_ORDER},
    {.id = "purchase_request.refuse", .method = "POST", .path = REQUEST "/refusal",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .in = &note_in_shape,
     .out = &ward_done_shape, .handle = request_refuse_call,
     .page = "purchase-requests", .summary = M_R_REQUEST_REFUSE},
    {.id = "purchase_request.withdraw", .method = "POST", .path = REQUEST "/withdrawal",
     .roles = WARD_INSIDE, .where = WRITE, .scope = SCOPE_POOL, .out = &ward_done_shape,
     .handle = request_withdraw_call, .page = "purchase-requests", .summary = M_R_REQUEST_WITHDRAW},
};
/* clang-format on */
const struct routes ward_routes = ROUTES(table);
