/* progress.h - a bar on standard error for what takes longer than a second, when somebody looks. */
#ifndef JICAI_PROGRESS_H
#define JICAI_PROGRESS_H
#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool on, shown;
    int64_t began, drawn; /* milliseconds of the monotonic clock */
};

void progress_start(struct progress *p, bool wanted); /* on only if standard error is a terminal */
/* Cheap; draws at most five times a second. total 0: unknown. */
void progress_at(struct progress *p, int64_t done, int64_t total, int64_t rows);
void progress_end(struct progress *p); /* wipes the bar */
#endif
