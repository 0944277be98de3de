/* demo_kit.h - dice without state, codes with their check digits, and CSV files of the demo. */
#ifndef JICAI_DEMO_KIT_H
#define JICAI_DEMO_KIT_H
#include "base/core/date.h"
#include "base/core/money.h"
#include "base/host/arena.h"
#include "base/host/outfile.h"

/* One project's folder under way. The first failure is kept in *e; after it nothing is written. */
struct demo {
    struct arena *arena;
    const char *dir, *folder; /* folder: "chongqing", inside dir */
    int64_t pool;
    const char *project;
    struct outfile *manifest, *batch;
    const char *phase; /* for the manifest */
    int step;
    bool failed;
    struct err *e;
};

/* 0 <= result < n, the same for the same question. */
int64_t demo_dice(int64_t a, int64_t b, int64_t c, int64_t n);

/* A file of the folder, in the manifest and the batch. `kind` is the import kind; scope says what
 * the import asks for: 0 nothing, 1 the pool, 2 the project too. NULL after a failure. */
struct outfile *demo_file(struct demo *d, const char *kind, int scope, const char *header);
/* A file beside them that is no import of its own, such as rules.yaml. */
struct outfile *demo_side_file(struct demo *d, const char *name);
void demo_line(struct outfile *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void demo_end(struct demo *d, struct outfile *f);

enum { DEMO_CODE_MAX = 32 };

/* Unified social credit code of a company registered in this division; n < 10^8. */
void demo_company_code(char out[static DEMO_CODE_MAX], const char *division, int64_t n);
const char *demo_day(struct arena *a, date d);
const char *demo_yuan(struct arena *a, money m);
date demo_date(const char *s); /* of a constant */
#endif
