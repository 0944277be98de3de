/* problem.h - the one place where an error becomes words for a client: RFC 9457, in the reader's
 * language, every mistake with its JSON pointer or parameter. What the database said stays in our
 * log. */
#ifndef JICAI_PROBLEM_H
#define JICAI_PROBLEM_H
#include "base/core/err.h"
#include "base/host/arena.h"
#include "http/shape.h"

enum lang lang_of(const char *accept); /* Accept-Language; Chinese unless English is preferred */
unsigned problem_status(const struct err *e);
/* `errs` may be NULL or empty, or `e` ERR_NONE: the first of `errs` then gives the status. The text
 * lives in the arena. */
const char *problem_text(const struct err *e, const struct errs *errs, enum lang lang,
                         struct arena *a, unsigned *status, size_t *n);
void problem_log(const struct err *e, const char *what); /* to standard error, with all it says */

extern const struct shape problem_shape; /* for OpenAPI */
#endif
