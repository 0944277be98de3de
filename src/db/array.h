/* array.h - one text of SQL for one row and for many: what PostgreSQL is told instead of `n` times
 * the same statement. Its parameters become columns p1, p2 ... of unnest() over as many arrays. */
#ifndef JICAI_ARRAY_H
#define JICAI_ARRAY_H
#include "db/db.h"

/* SELECT: the statement, for each row of the arrays in their order; before its own columns the
 * number of the row, from 1, and of the answer among the row's. INSERT ... VALUES, UPDATE ... WHERE
 * (neither has a WHERE inside): for all rows at once. The types are those of `like`; NULL when it
 * is another kind of statement. The caller frees it. */
char *array_text(const char *sql, const struct val like[], size_t n);

/* "{...}", growing: the value of such a parameter. */
struct array {
    char *text;
    size_t n, room;
};
void array_add(struct array *a, const struct val *v);
const char *array_end(struct array *a); /* until the next array_add() or array_clear() */
void array_clear(struct array *a);
void array_free(struct array *a);
#endif
