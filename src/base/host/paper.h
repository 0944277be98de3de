/* paper.h - canonical text (base/core/record.h) written line by line, into an arena. A field with a
 * tab or another control character is a bug of the caller and asserts. */
#ifndef JICAI_PAPER_H
#define JICAI_PAPER_H
#include <stdio.h>

#include "base/host/arena.h"

struct paper {
    struct arena *arena;
    FILE *to;
    char *text;
    size_t size;
};

void paper_start(struct paper *p, struct arena *a);
void paper_fields(struct paper *p, const char *const field[], size_t n);
/* paper_line(&p, "project", "CS-1") */
#define paper_line(p, ...)                                                                         \
    paper_fields((p), (const char *const[]){__VA_ARGS__},                                          \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
/* As it is so far; valid until the next line. */
const char *paper_text(struct paper *p, size_t *size);
/* NUL behind it; lives in the arena. Nothing may be written afterwards. */
char *paper_end(struct paper *p, size_t *size);
/* A whole small file into the arena, NUL behind it; more than `max` bytes is ERR_TOO_LARGE. "-" is
 * standard input. */
struct err;
bool file_read(char **out, size_t *size, struct arena *a, const char *path, size_t max,
               struct err *e);
/* A new file of this mode, whole or not at all; false when it exists (ERR_CONFLICT). */
bool file_make(const char *path, const char *text, size_t size, unsigned mode, struct err *e);
#endif
