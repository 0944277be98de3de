#include "audit/row.h"

#include <stdio.h>
#include <string.h>

#include "audit/query.h"
#include "base/core/text.h"
#include "words/audit.h"

void
log_row_take(struct log_row *out, int64_t pool, const struct rows *r, size_t row)
{
    *out = (struct log_row){
        .pool = pool,
        .idx = row_int(r, row, 0),
        .at = row_int(r, row, 1),
        .who = row_text(r, row, 2),
        .what = row_text(r, row, 3),
        .subject = row_text(r, row, 4),
        .change = row_text(r, row, 5),
        .salt = row_text(r, row, 6),
        .leaf = row_text(r, row, 7),
    };
}

/* What does not fit was not written by us: it is cut, and its leaf will not be right. */
const char *
log_row_text(const struct log_row *row, char out[static ROW_TEXT_MAX])
{
    snprintf(out, ROW_TEXT_MAX, "jicai-row-1\t%lld\t%lld\t%lld\t%s\t%s\t%s\t%s\t%s\n",
             (long long)row->pool, (long long)row->idx, (long long)row->at, row->who, row->what,
             row->subject, row->change, row->salt);
    return out;
}

struct hash
log_row_leaf(const struct log_row *row)
{
    char text[ROW_TEXT_MAX];
    log_row_text(row, text);
    return leaf_hash(text, strlen(text));
}

bool
log_page(struct db *db, struct arena *a, int64_t pool, int64_t after, size_t max,
         struct log_row **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_log_row_page, a, &r, e, v_int(pool), v_int(after), v_int((int64_t)max)))
        return false;
    *out = arena_array(a, struct log_row, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        log_row_take(&(*out)[i], pool, &r, i);
    return true;
}

bool
log_row_find(struct db *db, struct arena *a, int64_t pool, int64_t idx, struct log_row *out,
             struct err *e)
{
    struct rows r;
    char text[2][INT_TEXT_MAX];
    if (!db_run(db, &q_log_row_get, a, &r, e, v_int(pool), v_int(idx)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_AUDIT_NO_ROW,
                       {int_text(idx, text[0]), int_text(pool, text[1])});
    log_row_take(out, pool, &r, 0);
    return true;
}
