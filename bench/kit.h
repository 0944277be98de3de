/* kit.h - what every measured program of ours needs: end with a reason, and the time. */
#ifndef JICAI_BENCH_KIT_H
#define JICAI_BENCH_KIT_H
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/core/err.h"

static inline void
must(bool ok, const struct err *e, const char *what)
{
    char text[ERR_TEXT_MAX];
    if (ok)
        return;
    fprintf(stderr, "%s: %s\n", what, err_text(e, LANG_EN, text));
    exit(1);
}

static inline double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}
#endif
