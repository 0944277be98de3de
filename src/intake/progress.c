#include "intake/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_MS = 1000, EVERY_MS = 200, BAR = 40 };

static int64_t
now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
progress_start(struct progress *p, bool wanted)
{
    *p = (struct progress){.on = wanted && isatty(STDERR_FILENO) == 1};
    if (p->on)
        p->began = p->drawn = now_ms();
}

void
progress_at(struct progress *p, int64_t done, int64_t total, int64_t rows)
{
    char bar[BAR + 1];
    if (!p->on)
        return;
    int64_t now = now_ms();
    if (now - p->began < FIRST_MS || now - p->drawn < EVERY_MS)
        return;
    p->drawn = now;
    p->shown = true;
    int64_t filled = total > 0 && done <= total ? done * BAR / total : 0;
    for (int i = 0; i < BAR; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(stderr, "\r[%s] %" PRId64 "%% %" PRId64, bar, total > 0 ? done * 100 / total : 0, rows);
    fflush(stderr);
}

void
progress_end(struct progress *p)
{
    if (p->shown)
        fprintf(stderr, "\r\033[K");
    p->on = p->shown = false;
}
