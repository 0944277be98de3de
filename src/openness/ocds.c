#include "openness/ocds.h"

#include <string.h>
#include <unistd.h>

#include "audit/log.h"
#include "base/core/code.h"
#include "base/core/instant.h"
#include "demand/publish.h"
#include "openness/ocds_inner.h"
#include "openness/query.h"
#include "registry/check.h"
#include "words/openness.h"

enum { MEMORY = 64 * 1024 * 1024, ROW_MEMORY = 4 * 1024 * 1024 };

/* --- what is public --- */

static bool
take_phase(void *arg, const struct rows *row, struct err *e)
{
    struct process *x = arg;
    int phase;
    (void)e;
    if (name_find(phase_names, PHASES, row_text(row, 0, 0), &phase)) {
        (void)date_parse(&x->from[phase], row_text(row, 0, 1));
        (void)date_parse(&x->to[phase], row_text(row, 0, 2));
    }
    return true;
}

/* The last phase whose announced days have begun; a draft before the first. */
static enum phase
phase_on(const struct process *x)
{
    enum phase now = PHASE_DRAFT;
    for (int p = 0; p < PHASES; p++)
        if (x->from[p].day != 0 && date_cmp(x->from[p], x->on) <= 0)
            now = (enum phase)p;
    return now;
}

static bool
see_awards(struct process *x, bool kept, struct err *e)
{
    enum notice_state notice, result;
    if (!notice_of(x->db, x->a, x->pool, x->p.code, ANNOUNCE_NOTICE, x->on, &notice, e) ||
        !notice_of(x->db, x->a, x->pool, x->p.code, ANNOUNCE_RESULT, x->on, &result, e))
        return false;
    bool said = notice != NOTICE_NONE || result != NOTICE_NONE;
    bool over = x->to[PHASE_NOTICE].day != 0 && date_cmp(x->to[PHASE_NOTICE], x->on) < 0;
    x->awards = said || (!kept && x->now >= PHASE_NOTICE);
    x->award_status = "pending";
    if (notice == NOTICE_UPHELD)
        x->award_status = "cancelled";
    else if (result != NOTICE_NONE || notice == NOTICE_OVER || (!said && over))
        x->award_status = "active";
    x->awarded = x->from[PHASE_NOTICE];
    return true;
}

static bool
see_contracts(struct process *x, struct err *e)
{
    char day[DATE_TEXT_MAX];
    struct rows r;
    x->contracts = false;
    if (!x->awards || strcmp(x->award_status, "active") != 0)
        return true;
    if (!db_run(x->db, &q_ocds_contract_count, x->a, &r, e, v_int(x->pool), v_text(x->p.code),
                v_text(date_text(x->on, day))))
        return false;
    x->contracts = row_int(&r, 0, 0) > 0;
    return true;
}

bool
process_load(struct process *x, const char *project, struct err *e)
{
    struct life life;
    const char *announced;
    if (!project_get(x->db, x->a, x->pool, project, &x->p, e) ||
        !life_get(x->db, x->a, x->pool, project, &life, e) ||
        !db_each(x->db, &q_ocds_phases, take_phase, x, e, v_int(x->pool), v_text(project)))
        return false;
    x->now = life.kept ? life.phase : phase_on(x);
    if (!see_awards(x, life.kept, e) ||
        !volumes_published(x->db, x->a, x->pool, project, &announced, e))
        return false;
    x->tender = x->now >= PHASE_PUBLISHED;
    x->volumes = *announced != '\0' || (!life.kept && x->now > PHASE_REVIEW);
    x->awards = x->awards && x->tender;
    if (!see_contracts(x, e))
        return false;
    x->payments = x->contracts && x->by->payments;
    x->ocid = arena_printf(x->a, "%s-%06lld-%s", x->by->prefix, (long long)x->pool,
                           ocds_escape(x->a, x->p.code));
    return true;
}

/* --- small things --- */

void
ocds_value(struct json *j, const char *key, money m)
{
    char text[MONEY_TEXT_MAX];
    json_open(j, key, '{');
    json_raw(j, "amount", money_text(m, text));
    json_text(j, "currency", "CNY");
    json_close(j, '}');
}

static void
put_moment(struct json *j, const char *key, date d, const char *time)
{
    char day[DATE_TEXT_MAX], text[40];
    snprintf(text, sizeof(text), "%sT%s+08:00", date_text(d, day), time);
    json_text(j, key, text);
}

void
ocds_day(struct json *j, const char *key, date d)
{
    put_moment(j, key, d, "00:00:00");
}

void
ocds_period(struct json *j, const char *key, date from, date to)
{
    if (from.day == 0 && to.day == 0)
        return;
    json_open(j, key, '{');
    if (from.day != 0)
        ocds_day(j, "startDate", from);
    if (to.day != 0)
        put_moment(j, "endDate", to, "23:59:59");
    json_close(j, '}');
}

const char *
ocds_id(struct process *x, const char *code)
{
    return code_company(code) == CODE_OK       ? arena_printf(x->row, "%s-%s", x->by->scheme, code)
           : code_institution(code) == CODE_OK ? arena_printf(x->row, "CN-NHSA-%s", code)
                                               : code;
}

void
ocds_reference(struct process *x, const char *key, const char *code, const char *name)
{
    json_open(x->j, key, '{');
    json_text(x->j, "id", ocds_id(x, code));
    json_text(x->j, "name", name);
    json_close(x->j, '}');
}

const char *
ocds_escape(struct arena *a, const char *text)
{
    static const char hex[] = "0123456789ABCDEF";
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    char *out = arena_alloc(a, 3 * strlen(text) + 1), *p = out;
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (strchr(plain, *text) != NULL) {
            *p++ = *text;
            continue;
        }
        *p++ = '%';
        *p++ = hex[c >> 4];
        *p++ = hex[c & 15];
    }
    return out;
}

const char *
ocds_url(struct process *x, const char *end)
{
    return arena_printf(x->row, "%s/v1/public/pools/%06lld/projects/%s/%s", x->by->uri,
                        (long long)x->pool, ocds_escape(x->row, x->p.code), end);
}

/* --- the package --- */

static void
put_tags(struct process *x, bool compiled)
{
    json_open(x->j, "tag", '[');
    if (compiled) {
        json_text(x->j, NULL, "compiled");
    } else {
        json_text(x->j, NULL, "planning");
        json_text(x->j, NULL, "tender");
        if (x->awards)
            json_text(x->j, NULL, "award");
        if (x->contracts)
            json_text(x->j, NULL, "contract");
        if (x->payments)
            json_text(x->j, NULL, "implementation");
    }
    json_close(x->j, ']');
}

/* `id` names the state that it shows: the pool's log only grows. */
static bool
put_release(struct process *x, const char *key, bool compiled, int64_t log_size, struct err *e)
{
    char day[DATE_TEXT_MAX];
    struct json *j = x->j;
    json_open(j, key, '{');
    json_text(j, "ocid", x->ocid);
    json_text(j, "id",
              compiled ? arena_printf(x->a, "%s-%s", x->ocid, date_text(x->on, day))
                       : arena_printf(x->a, "%s-%s-%lld", x->ocid, date_text(x->on, day),
                                      (long long)log_size));
    ocds_day(j, "date", x->on);
    put_tags(x, compiled);
    json_text(j, "initiationType", "tender");
    json_text(j, "language", "zh");
    bool ok = ocds_parties(x, e) && ocds_tender(x, e) && (!x->awards || ocds_awards(x, e)) &&
              (!x->contracts || ocds_contracts(x, e));
    json_close(j, '}');
    return ok;
}

static bool
put_record(struct process *x, int64_t log_size, struct err *e)
{
    struct json *j = x->j;
    json_open(j, NULL, '{');
    json_text(j, "ocid", x->ocid);
    json_open(j, "releases", '[');
    json_open(j, NULL, '{');
    json_text(j, "url", ocds_url(x, "ocds/releases"));
    ocds_day(j, "date", x->on);
    put_tags(x, false);
    json_close(j, '}');
    json_close(j, ']');
    bool ok = put_release(x, "compiledRelease", true, log_size, e);
    json_close(j, '}');
    return ok;
}

static void
put_head(struct json *j, const struct ocds *o, const struct publisher *by)
{
    char at[INSTANT_TEXT_MAX], uri[PUBLISHER_TEXT_MAX + 64];
    snprintf(uri, sizeof(uri), "%s/v1/public/pools/%06lld/ocds/%s", by->uri, (long long)o->pool,
             o->package == OCDS_RECORDS ? "records" : "releases");
    json_text(j, "uri", uri);
    json_text(j, "version", "1.1");
    json_open(j, "extensions", '[');
#define EXTENSION(name)                                                                            \
    "https://raw.githubusercontent.com/open-contracting-extensions/" name "/extension.json"
    json_text(j, NULL, EXTENSION("ocds_bid_extension/v1.1.5"));
    json_text(j, NULL, EXTENSION("ocds_contract_signatories_extension/master"));
    json_close(j, ']');
    json_text(j, "publishedDate", instant_text(o->at, at));
    json_open(j, "publisher", '{');
    json_text(j, "name", by->name);
    if (*by->code != '\0') {
        json_text(j, "scheme", by->scheme);
        json_text(j, "uid", by->code);
    }
    json_text(j, "uri", by->uri);
    json_close(j, '}');
    if (*by->license != '\0')
        json_text(j, "license", by->license);
    if (*by->policy != '\0')
        json_text(j, "publicationPolicy", by->policy);
}

struct list {
    size_t n;
    const char **code, **name;
};

static bool
projects_of(struct db *db, struct arena *a, int64_t pool, struct list *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_ocds_projects, a, &r, e, v_int(pool)))
        return false;
    out->n = r.n;
    out->code = arena_array(a, const char *, r.n + 1);
    out->name = arena_array(a, const char *, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        out->code[i] = row_text(&r, i, 0);
        out->name[i] = row_text(&r, i, 1);
    }
    return true;
}

/* Public or skipped. */
static bool
put_process(struct ocds *o, const struct process *as, const char *project, int64_t log_size,
            struct err *e)
{
    struct process x = *as;
    arena_reset(x.a);
    arena_reset(x.row);
    if (!process_load(&x, project, e))
        return false;
    if (!x.tender)
        return true;
    o->processes++;
    return o->package == OCDS_RECORDS ? put_record(&x, log_size, e)
                                      : put_release(&x, NULL, false, log_size, e);
}

static bool
put_all(struct db *db, struct ocds *o, struct arena *keep, struct process *x, struct err *e)
{
    struct publisher by;
    struct list all = {.n = 1, .code = &o->project};
    struct log_head head;
    if (!publisher_get(db, keep, o->pool, &by, e) || !log_head(db, keep, o->pool, &head, e) ||
        (*o->project == '\0' && !projects_of(db, keep, o->pool, &all, e)))
        return false;
    x->by = &by;
    json_start(x->j, o->to);
    json_open(x->j, NULL, '{');
    put_head(x->j, o, &by);
    json_open(x->j, o->package == OCDS_RECORDS ? "records" : "releases", '[');
    bool ok = true;
    for (size_t i = 0; ok && i < all.n; i++)
        ok = put_process(o, x, all.code[i], head.size, e);
    if (!ok)
        return false;
    json_close(x->j, ']');
    json_close(x->j, '}');
    json_end(x->j);
    return (*o->project == '\0' || o->processes > 0) ||
           err_set(e, ERR_NOT_FOUND, M_OCDS_NOT_PUBLIC, {o->project});
}

bool
ocds_write(struct db *db, void *arg, struct err *e)
{
    struct ocds *o = arg;
    struct json j;
    struct arena *keep = arena_new(MEMORY);
    struct process x = {.db = db,
                        .a = arena_new(MEMORY),
                        .row = arena_new(ROW_MEMORY),
                        .j = &j,
                        .pool = o->pool,
                        .on = o->on};
    o->processes = 0;
    rewind(o->to); /* where a lost connection makes it run again */
    bool ok = put_all(db, o, keep, &x, e) && fflush(o->to) == 0;
    arena_free(x.row);
    arena_free(x.a);
    arena_free(keep);
    return ok && ftruncate(fileno(o->to), ftell(o->to)) == 0;
}

bool
ocds_list(struct db *db, struct arena *a, int64_t pool, date on, struct ocds_process **out,
          size_t *n, struct err *e)
{
    struct publisher by;
    struct list all;
    if (!publisher_get(db, a, pool, &by, e) || !projects_of(db, a, pool, &all, e))
        return false;
    *out = arena_array(a, struct ocds_process, all.n + 1);
    *n = 0;
    for (size_t i = 0; i < all.n; i++) {
        struct process x = {.db = db, .a = a, .row = a, .by = &by, .pool = pool, .on = on};
        if (!process_load(&x, all.code[i], e))
            return false;
        if (x.tender)
            (*out)[(*n)++] = (struct ocds_process){x.ocid, all.code[i], all.name[i]};
    }
    return true;
}
