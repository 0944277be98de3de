/* data_pull.c - what is read under a data agreement, and the files of its months. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "openness/data_agreement.h"
#include "openness/data_inner.h"
#include "openness/query.h"
#include "words/data.h"

#define MEMORY ((size_t)16 << 20)

/* The department's own, on a day on which it holds. */
static bool
may_read(const struct rows *r, const char *agreement, const struct data_reader *by, struct err *e)
{
    char day[DATE_TEXT_MAX];
    const char *state = row_text(r, 0, D_STATE), *today = date_text(by->today, day);
    if (strcmp(row_text(r, 0, D_DEPARTMENT), by->org) != 0)
        return err_set(e, ERR_NOT_FOUND, M_DATA_NONE, {agreement});
    if (strcmp(state, "revoked") == 0)
        return err_set(e, ERR_DENIED, M_DATA_REVOKED,
                       {agreement, row_text(r, 0, D_REVOKED_ON), row_text(r, 0, D_REASON)});
    if (strcmp(state, "approved") != 0)
        return err_set(e, ERR_DENIED, M_DATA_NOT_APPROVED, {agreement});
    if (strcmp(today, row_text(r, 0, D_FROM)) < 0)
        return err_set(e, ERR_DENIED, M_DATA_TO_BEGIN, {agreement, row_text(r, 0, D_FROM)});
    return strcmp(today, row_text(r, 0, D_TO)) <= 0 ||
           err_set(e, ERR_DENIED, M_DATA_ENDED, {agreement, row_text(r, 0, D_TO)});
}

static bool
note_access(struct db *db, struct arena *a, int64_t pool, const char *agreement, const char *kind,
            const struct data_reader *by, const char *of, int64_t rows, const char *sha256,
            struct err *e)
{
    return db_do(db, &q_data_access_put, e, v_int(pool), v_text(agreement), v_text(kind),
                 v_text(by->who), v_text(by->org), v_date(a, by->today), v_int(by->at), v_text(of),
                 v_int(rows), v_text(sha256));
}

static void
page_of(const struct rows *r, struct data_page *p)
{
    p->set = dataset_find(row_text(r, 0, D_DATASET));
    p->fields = data_fields_of(p->set, row_text(r, 0, D_FIELDS));
    p->agreement = row_text(r, 0, D_AGREEMENT);
}

/* The rows of the page as CSV, in the arena. */
static const char *
csv_of(const struct data_page *p, bool header, struct arena *a, size_t *n)
{
    char *text = NULL;
    FILE *to = open_memstream(&text, n);
    if (to == NULL)
        abort();
    if (header)
        data_csv_header(p->set, p->fields, to);
    data_csv_rows(p, a, to);
    if (fclose(to) != 0)
        abort();
    char *out = arena_alloc(a, *n + 1);
    memcpy(out, text, *n + 1);
    free(text);
    return out;
}

bool
data_pull(struct db *db, struct arena *a, int64_t pool, struct data_pull *p, struct err *e)
{
    uint8_t digest[SHA256_SIZE];
    struct rows r;
    size_t n;
    if (!data_find(db, a, pool, p->agreement, &r, e) || !may_read(&r, p->agreement, p->reader, e))
        return false;
    page_of(&r, &p->page);
    p->page.since = row_text(&r, 0, D_SINCE);
    p->page.until = put_date(a, p->reader->today);
    if (!data_page_read(db, a, pool, &p->page, e))
        return false;
    p->csv = csv_of(&p->page, p->page.after[0] == NULL || *p->page.after[0] == '\0', a, &n);
    sha256_of(p->csv, n, digest);
    sha256_text(digest, p->sha256);
    return note_access(db, a, pool, p->agreement, "pull", p->reader, "", (int64_t)p->page.n,
                       p->sha256, e);
}

/* --- files --- */

struct taking {
    char *at;
    size_t n, room;
};

static bool
take_part(void *arg, const struct rows *row, struct err *e)
{
    struct taking *t = arg;
    const char *text = row_text(row, 0, 0);
    size_t n = strlen(text);
    if (n > t->room - t->n)
        return err_set(e, ERR_TOO_LARGE, M_DATA_FILE_LARGE);
    memcpy(t->at + t->n, text, n + 1);
    t->n += n;
    return true;
}

bool
data_file_known(struct db *db, struct arena *a, int64_t pool, struct data_file *f, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_data_file_get, a, &r, e, v_int(pool), v_text(f->agreement),
                v_text(f->month)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_DATA_NO_FILE, {f->agreement, f->month});
    f->rows = row_int(&r, 0, 0);
    f->size = (size_t)row_int(&r, 0, 1);
    f->sha256 = row_text(&r, 0, 2);
    f->made_on = row_text(&r, 0, 3);
    return true;
}

bool
data_file_read(struct db *db, struct arena *a, int64_t pool, struct data_file *f, struct err *e)
{
    struct rows r;
    if (!data_find(db, a, pool, f->agreement, &r, e) || !may_read(&r, f->agreement, f->reader, e) ||
        !data_file_known(db, a, pool, f, e))
        return false;
    if (!arena_room(a, f->size + 1))
        return err_set(e, ERR_TOO_LARGE, M_DATA_FILE_LARGE);
    struct taking t = {.at = arena_alloc(a, f->size + 1), .room = f->size};
    *t.at = '\0';
    if (!db_each(db, &q_data_file_parts, take_part, &t, e, v_int(pool), v_text(f->agreement),
                 v_text(f->month)))
        return false;
    f->csv = t.at;
    return note_access(db, a, pool, f->agreement, "file", f->reader, f->month, f->rows, f->sha256,
                       e);
}

const char *
data_file_note(struct arena *a, int64_t pool, const struct data_file *f)
{
    return arena_printf(a, "jicai.data-file/v1\n%lld\n%s\n%s\n%lld\n%s\n", (long long)pool,
                        f->agreement, f->month, (long long)f->rows, f->sha256);
}

/* --- the day job --- */

struct writing {
    struct db *db;
    int64_t pool, rows, bytes, part;
    const char *agreement, *month;
    struct sha256 digest;
};

static bool
write_part(struct writing *w, const struct data_page *p, struct arena *a, struct err *e)
{
    size_t n;
    const char *text = csv_of(p, w->part == 0, a, &n);
    w->rows += (int64_t)p->n;
    w->bytes += (int64_t)n;
    if (w->rows > DATA_FILE_ROWS)
        return err_set(e, ERR_TOO_LARGE, M_DATA_FILE_LARGE);
    sha256_add(&w->digest, text, n);
    return db_do(w->db, &q_data_file_part_put, e, v_int(w->pool), v_text(w->agreement),
                 v_text(w->month), v_int(++w->part), v_text(text));
}

static void
go_on(struct data_page *p, struct arena *keep)
{
    for (size_t i = 0; i < DATA_KEY; i++)
        p->after[i] = p->next[i] != NULL ? arena_strdup(keep, p->next[i]) : NULL;
}

/* Page by page: what is held is a page and the key to go on after. */
static bool
write_pages(struct writing *w, struct data_page *first, struct err *e)
{
    struct arena *keep[2] = {arena_new(MEMORY), arena_new(MEMORY)};
    struct arena *a = arena_new(MEMORY);
    struct data_page p = *first;
    bool ok = true, more = true;
    for (int i = 0; ok && more; i = 1 - i) {
        arena_reset(a);
        ok = data_page_read(w->db, a, w->pool, &p, e) && write_part(w, &p, a, e);
        more = ok && p.next[0] != NULL;
        arena_reset(keep[i]);
        if (more)
            go_on(&p, keep[i]);
    }
    arena_free(a);
    arena_free(keep[0]);
    arena_free(keep[1]);
    return ok;
}

static bool
write_month(struct db *db, struct arena *a, struct data_months *m, const struct rows *r, month of,
            struct err *e)
{
    char ym[MONTH_TEXT_MAX], hex[SHA256_HEX_MAX];
    uint8_t digest[SHA256_SIZE];
    struct rows old;
    struct data_page p = {.limit = DATA_PAGE_MAX};
    page_of(r, &p);
    const char *agreement = p.agreement, *since = row_text(r, 0, D_SINCE);
    struct writing w = {
        .db = db, .pool = m->pool, .agreement = agreement, .month = month_text(of, ym)};
    if (!db_run(db, &q_data_file_get, a, &old, e, v_int(m->pool), v_text(agreement), v_text(ym)))
        return false;
    if (old.n > 0)
        return true;
    p.since = put_date(a, month_first(of));
    p.until = put_date(a, month_last(of));
    if (strcmp(p.since, since) < 0)
        p.since = since;
    sha256_init(&w.digest);
    if (!write_pages(&w, &p, e))
        return false;
    sha256_end(&w.digest, digest);
    m->made++;
    return db_do(db, &q_data_file_put, e, v_int(m->pool), v_text(agreement), v_text(ym),
                 v_int(w.rows), v_int(w.bytes), v_text(sha256_text(digest, hex)), v_date(a, m->on));
}

static bool
months_of(struct db *db, struct arena *a, struct data_months *m, const char *agreement,
          struct err *e)
{
    struct rows r;
    date from, since;
    if (!data_find(db, a, m->pool, agreement, &r, e) ||
        !date_parse(&from, row_text(&r, 0, D_FROM)) ||
        !date_parse(&since, row_text(&r, 0, D_SINCE)))
        return false;
    month of = date_month(date_cmp(since, from) > 0 ? since : from);
    for (; of.month < date_month(m->on).month; of = month_add(of, 1))
        if (!write_month(db, a, m, &r, of, e))
            return false;
    return true;
}

bool
data_months(struct db *db, void *arg, struct err *e)
{
    struct data_months *m = arg;
    struct arena *a = arena_new(MEMORY);
    struct rows r;
    m->made = 0;
    bool ok = db_run(db, &q_data_agreement_running, a, &r, e, v_int(m->pool), v_date(a, m->on));
    for (size_t i = 0; ok && i < r.n; i++)
        ok = months_of(db, a, m, row_text(&r, i, 0), e);
    arena_free(a);
    return ok;
}
