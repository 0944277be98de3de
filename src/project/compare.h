/* compare.h - two texts line by line: what stayed, went and came (longest common subsequence).
 * Deterministic: where several answers are as short, lines go before others come. */
#ifndef JICAI_COMPARE_H
#define JICAI_COMPARE_H
#include "base/host/arena.h"

enum line_kind { LINE_SAME, LINE_GONE, LINE_NEW, LINE_KINDS };
extern const char *const line_kind_names[LINE_KINDS];

struct line {
    enum line_kind kind;
    const char *text; /* without its end, in the arena */
};
struct compared {
    size_t n;
    struct line *list;
    size_t gone, fresh; /* how many of them went and came */
};

/* Texts whose changed middles are too long to compare (COMPARE_CELLS) come out as all gone, all
 * new. */
enum { COMPARE_CELLS = 4 * 1000 * 1000 };
struct compared compare_lines(struct arena *a, const char *was, const char *is);
#endif
