/* record.h - canonical text: what is hashed, signed, published and repeated elsewhere.
 *
 * UTF-8, a line ends with LF (the last one too), fields are parted by one tab, no other control
 * character, no empty line; the order of lines is the document's own. So one content has one text,
 * and the same parser serves the command line, the server and the browser. The first line names
 * the kind and its edition: "jicai-bid-1".
 *
 * Reading cuts the caller's buffer into its fields, in place. No allocation. */
#ifndef JICAI_RECORD_H
#define JICAI_RECORD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECORD_FIELDS = 48 };

enum record_fault {
    RECORD_OK,
    RECORD_NO_END,  /* the last line does not end */
    RECORD_EMPTY,   /* an empty line */
    RECORD_UNCLEAN, /* a control character, or no UTF-8 */
    RECORD_FULL,    /* more fields than any document has */
    RECORD_FAULTS
};
const char *record_fault_name(enum record_fault f);

struct records {
    char *text;
    size_t size, at;
    int64_t line; /* of the last record; from 1 */
    enum record_fault fault;
};

struct record {
    size_t n, from; /* fields; where the line begins in the text */
    const char *field[RECORD_FIELDS];
};

void records_start(struct records *r, char *text, size_t size);
/* False: the end, or r->fault says what is wrong with the next line. */
bool record_next(struct records *r, struct record *out);
/* The next record, which has this name and this many fields, the name included. */
bool record_expect(struct records *r, const char *name, size_t fields, struct record *out);
#endif
