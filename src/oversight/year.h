/* year.h - what the yearly assessment and the retention after it look at, read once for all
 * institutions of a project: the lines of terms that ended in the year *(choice)*, dues of the
 * year, purchases, reported facts, confirmed findings. */
#ifndef JICAI_YEAR_H
#define JICAI_YEAR_H
#include "engine/retention.h"
#include "oversight/monitor_month.h"

/* What a verb over a year may take for its inputs; results go to the caller's arena. */
enum { YEAR_MEMORY = 512 * 1024 * 1024 };

struct year_line { /* of an agreement whose term ended in the year */
    const char *group, *product;
    qty base, agreed, used;           /* base: of the group, shared by its lines */
    money price, before;              /* before: average before the procurement, 0: not known */
    const struct retention_price *at; /* where its price was changed in the term, all of them */
    size_t prices;                    /* 0: it was not */
};

struct year_fact { /* as reported; all 0 when nothing was */
    bool given;
    int64_t reports_due, reports_timely, admit_due, admit_timely;
    money off_platform;
    ratio pay, insured;
    bool first_year, share_fell;
};

struct year_group {
    const char *group;
    money amount; /* of substitutes */
};

struct year_of {
    const char *institution;
    const struct year_line *line;
    const struct timely_due *due;
    const struct year_group *substitute;
    size_t lines, dues, substitutes;
    struct year_fact fact;
    money bought, non_selected;
    int64_t findings;
};

struct year_book {
    struct year_of *list; /* n, by code */
    size_t n;
};

bool year_read(struct db *db, struct arena *a, const struct project *project, int64_t year,
               struct year_book *out, struct err *e);
bool year_days(int64_t year, date *first, date *last, struct err *e);
#endif
