/* err.h - operating errors: things that go wrong outside our code.
 *
 * A function that can fail this way returns bool and takes a `struct err *` last. It fills it once,
 * where the failure is seen, with facts and no sentence; callers only pass it up, and the border
 * (command line, HTTP) says it in the reader's language. A rule that says "no" is not an error: it
 * is a verdict, returned as a value (see engine/). A broken invariant is neither: an assert.
 *
 * Where many mistakes are reported at once (files of rows, policy packs) they are collected in a
 * `struct errs`: the first `max` are kept, all are counted. */
#ifndef JICAI_ERR_H
#define JICAI_ERR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/core/words.h"

enum err_code {
    ERR_NONE,
    ERR_INPUT,     /* the caller's data is wrong: exit 2, 400 */
    ERR_LOGIN,     /* we do not know who asks: 401 */
    ERR_DENIED,    /* we know, and it may not: 403 */
    ERR_NOT_FOUND, /* exit 2, 404 */
    ERR_METHOD,    /* 405 */
    ERR_CONFLICT,  /* against what is stored: exit 2, 409 */
    ERR_LIMIT,     /* too often; the first argument is the seconds to wait: 429 */
    ERR_TOO_LARGE, /* the input: 413; the answer: 422 */
    ERR_RETRY,     /* lost a race; group_run() runs the job again: never leaves db/ */
    ERR_IO,        /* disk, network, database: exit 1, 500 */
};

enum { ERR_ARGS = 6, ERR_ARG_MAX = 64, ERR_WHERE_MAX = 128, ERR_TEXT_MAX = 1024 };

/* Where the mistake stands: a file (or JSON pointer), a line and a column. Unknown: "" and 0. */
struct err_place {
    char file[ERR_WHERE_MAX]; /* its tail, when longer */
    int64_t line;             /* of a sheet: the row as Excel counts it; from 1 */
    int64_t column;           /* of a text file; from 1 */
    char field[ERR_ARG_MAX];  /* the name of the column or key */
};

struct err {
    enum err_code code;
    enum msg msg;
    char arg[ERR_ARGS][ERR_ARG_MAX]; /* cut to fit, at a code point */
    struct err_place at;
};

struct err_said {
    enum msg msg;
    const char *arg[ERR_ARGS];
    const char *file, *field;
    int64_t line, column;
};

/* err_set(e, ERR_INPUT, M_BODY_FIELD, {name}, .field = "price", .line = 12)
 * Always false, so that a failing function can end with `return err_set(...)`. */
#define err_set(e, code, ...) err_put((e), (code), (struct err_said){.msg = __VA_ARGS__})
bool err_put(struct err *e, enum err_code code, struct err_said said);

/* "bids.csv:12: price: the price is above ..."; the place first, then the message, then what to do.
 * One line. Cut to fit. */
char *err_text(const struct err *e, enum lang lang, char out[static ERR_TEXT_MAX]);

/* The message alone with its facts put in, codes as they are; for explanations and reports. */
size_t words_fill(char *out, size_t size, const char *template, const char *const arg[], size_t n);

struct errs {
    struct err *list; /* the caller's, `max` long */
    size_t n, max;    /* kept */
    size_t total;     /* seen; n < total: "and N more" */
};

/* Always false. */
bool errs_add(struct errs *all, const struct err *e);
#endif
