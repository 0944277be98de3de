#include "fund/lock.h"

#include "fund/query.h"

bool
lock_month(struct db *db, struct arena *a, int64_t pool, month m, const char *by, date today,
           enum put *how, struct err *e)
{
    char text[MONTH_TEXT_MAX];
    return lock_period(db, a, pool, m, by, today, how, e) &&
           (*how == PUT_SAME ||
            db_do(db, &q_book_lock, e, v_int(pool), v_text(month_text(m, text))));
}
