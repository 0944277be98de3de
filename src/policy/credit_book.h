/* credit_book.h - the editions of the credit evaluation (policies/credit/) from YAML to the tables
 * of engine/credit.h, each checked; mistakes are reported all at once with line and column. RULES
 * 13. All of it lives in the arena. */
#ifndef JICAI_CREDIT_BOOK_H
#define JICAI_CREDIT_BOOK_H
#include "engine/credit.h"
#include "policy/yaml.h"

struct credit_words {
    const char *zh, *en;
};

struct credit_book {
    struct credit_edition *edition; /* n, in order of `from` */
    size_t n;
    struct credit_words *name;         /* of each edition */
    struct credit_words *reason;       /* why it is what it is: its basis is a choice */
    const struct credit_words **grade; /* grade[i][g - 1]: what grade g of edition i is called */
};

/* The built-in editions. */
bool credit_book_load(struct credit_book *out, struct arena *a, struct errs *errs);
/* One edition from `bytes`; `file` for messages. Appends to a book with room for it. */
bool credit_book_add(struct credit_book *book, struct arena *a, const char *file, const char *bytes,
                     size_t n, struct errs *errs);
void credit_book_init(struct credit_book *book, struct arena *a);
extern const struct yaml_shape credit_edition_shape;

enum { CREDIT_EDITIONS_MAX = 16 };

/* What the grade of an answer is called; "" for 0. */
const char *credit_grade_word(const struct credit_book *book, const struct credit_edition *e,
                              int grade, enum lang lang);
#endif
