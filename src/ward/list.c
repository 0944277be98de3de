#include "ward/list.h"

#include "ward/query.h"

#define CODE(S, name, m) F_TEXT(S, name, m, 600, 0)

struct due_row {
    const char *project, *institution, *product, *company, *state, *reason, *note, *record;
    int64_t one;
    date from, due_on, on;
};
#define S struct due_row
static const struct field due_fields[] = {
    CODE(S, "project", project),
    CODE(S, "hospital", institution),
    CODE(S, "product", product),
    F_INT(S, "line", one, 1, 1, 0),
    CODE(S, "company", company),
    F_DATE(S, "from", from, 0),
    F_DATE(S, "due", due_on, 0),
    F_TEXT(S, "state", state, 16, 0), /* admitted, late, open, overdue, refused, forbidden */
    F_DATE(S, "date", on, FIELD_OPT), /* of the last decision */
    F_TEXT(S, "reason", reason, 32, FIELD_OPT),
    F_TEXT(S, "note", note, 1000, FIELD_OPT),
    F_TEXT(S, "record", record, 64, FIELD_OPT),
};
#undef S
static const struct shape due_shape = SHAPE("AdmissionDue", struct due_row, due_fields);
static const struct field dues_fields[] = ROWS_FIELDS(&due_shape);
const struct shape dues_shape = SHAPE("AdmissionDues", struct rows_out, dues_fields);

struct entry_row {
    const char *institution, *product, *name, *company, *state, *reason, *note, *record, *project;
    int64_t seq;
    date on;
    bool stands;
};
#define S struct entry_row
static const struct field entry_fields[] = {
    CODE(S, "hospital", institution),
    CODE(S, "product", product),
    F_INT(S, "seq", seq, 1, INT32_MAX, 0),
    CODE(S, "name", name),
    CODE(S, "company", company),
    F_TEXT(S, "state", state, 16, 0),
    F_DATE(S, "date", on, 0),
    F_TEXT(S, "reason", reason, 32, FIELD_OPT),
    F_TEXT(S, "note", note, 1000, FIELD_OPT),
    F_TEXT(S, "record", record, 64, FIELD_OPT),
    F_BOOL(S, "stands", stands, 0),
    F_TEXT(S, "project", project, 64, FIELD_OPT), /* in which it is selected */
};
#undef S
static const struct shape entry_shape = SHAPE("CatalogueEntry", struct entry_row, entry_fields);
static const struct field entries_fields[] = ROWS_FIELDS(&entry_shape);
const struct shape catalogue_shape = SHAPE("CatalogueEntries", struct rows_out, entries_fields);

struct meeting_row {
    const char *institution, *record, *attendees, *document, *file, *who;
    int64_t one, present, passed, refused;
    date on;
};
#define S struct meeting_row
static const struct field meeting_fields[] = {
    CODE(S, "hospital", institution),
    CODE(S, "record", record),
    F_INT(S, "line", one, 1, 1, 0),
    F_DATE(S, "date", on, 0),
    F_TEXT(S, "attendees", attendees, 10000, 0),
    F_INT(S, "present", present, 1, INT32_MAX, 0),
    F_TEXT(S, "document", document, 200, 0),
    F_TEXT(S, "file", file, 64, 0),
    F_TEXT(S, "who", who, 64, FIELD_BLANK),
    F_INT(S, "passed", passed, 0, INT32_MAX, 0), /* products that were admitted */
    F_INT(S, "refused", refused, 0, INT32_MAX, 0),
};
#undef S
static const struct shape meeting_shape =
    SHAPE("AdmissionMeetingLine", struct meeting_row, meeting_fields);
static const struct field meetings_fields[] = ROWS_FIELDS(&meeting_shape);
const struct shape meetings_shape = SHAPE("AdmissionMeetings", struct rows_out, meetings_fields);

struct request_row {
    const char *number, *department, *project, *product, *variant, *reason, *asked_by, *state,
        *decided_by, *note, *order;
    int64_t one, order_line;
    qty qty, ordered;
    date wanted_by, asked_on, decided_on;
};
#define S struct request_row
static const struct field request_fields[] = {
    CODE(S, "request", number),
    F_INT(S, "line", one, 1, 1, 0),
    CODE(S, "department", department),
    CODE(S, "project", project),
    CODE(S, "product", product),
    F_TEXT(S, "variant", variant, 32, 0),
    F_QTY(S, "qty", qty, 0),
    F_DATE(S, "wanted_by", wanted_by, FIELD_OPT),
    F_TEXT(S, "reason", reason, 1000, FIELD_OPT),
    F_DATE(S, "asked_on", asked_on, 0),
    F_TEXT(S, "asked_by", asked_by, 64, FIELD_BLANK),
    F_TEXT(S, "state", state, 16, 0),
    F_DATE(S, "decided_on", decided_on, FIELD_OPT),
    F_TEXT(S, "decided_by", decided_by, 64, FIELD_OPT),
    F_TEXT(S, "note", note, 1000, FIELD_OPT),
    F_TEXT(S, "order", order, 64, FIELD_OPT),
    F_INT(S, "order_line", order_line, 0, INT32_MAX, FIELD_OPT),
    F_QTY(S, "ordered", ordered, FIELD_OPT),
};
#undef S
static const struct shape request_shape =
    SHAPE("PurchaseRequest", struct request_row, request_fields);
static const struct field requests_fields[] = ROWS_FIELDS(&request_shape);
const struct shape requests_shape = SHAPE("PurchaseRequests", struct rows_out, requests_fields);

struct path_row {
    const char *institution, *path, *title, *file, *who;
    int64_t version, items;
    date from;
};
#define S struct path_row
static const struct field path_fields[] = {
    CODE(S, "hospital", institution),
    CODE(S, "path", path),
    F_INT(S, "version", version, 1, INT32_MAX, 0),
    F_TEXT(S, "title", title, 200, 0),
    F_DATE(S, "from", from, 0),
    F_TEXT(S, "file", file, 64, 0),
    F_TEXT(S, "who", who, 64, FIELD_BLANK),
    F_INT(S, "items", items, 0, INT32_MAX, 0),
};
#undef S
static const struct shape path_shape = SHAPE("ClinicalPathLine", struct path_row, path_fields);
static const struct field paths_fields[] = ROWS_FIELDS(&path_shape);
const struct shape paths_shape = SHAPE("ClinicalPaths", struct rows_out, paths_fields);

struct pathless_row {
    const char *institution, *project, *group;
    int64_t one;
    qty agreed;
};
#define S struct pathless_row
static const struct field pathless_fields[] = {
    CODE(S, "hospital", institution), CODE(S, "project", project),   CODE(S, "group", group),
    F_INT(S, "line", one, 1, 1, 0),   F_QTY(S, "agreed", agreed, 0),
};
#undef S
static const struct shape pathless_row_shape =
    SHAPE("GroupWithoutPath", struct pathless_row, pathless_fields);
static const struct field pathless_list_fields[] = ROWS_FIELDS(&pathless_row_shape);
const struct shape pathless_shape =
    SHAPE("GroupsWithoutPath", struct rows_out, pathless_list_fields);

const struct ward_list ward_lists[] = {
    {"admission.list", {&q_list_dues, &due_shape, 3}, SEEN_ON},
    {"catalogue.list", {&q_list_catalogue, &entry_shape, 2}, AS_IT_IS},
    {"admission_meeting.list", {&q_list_meetings, &meeting_shape, 2}, AS_IT_IS},
    {"purchase_request.list", {&q_list_requests, &request_shape, 1}, AS_IT_IS},
    {"clinical_path.list", {&q_list_paths, &path_shape, 2}, AS_IT_IS},
    {"clinical_path.missing", {&q_list_pathless, &pathless_row_shape, 3}, STATE_IS_DAY},
    {.id = NULL},
};
