/* demand_report.h - an institution's report of demand as its clerks make it (REQUIREMENTS C1, C2):
 * saved as often as they like, submitted, sent back, submitted again. Every save is a version of
 * its own and no version is ever changed; a submitted one becomes the demand that is reviewed. Two
 * clerks on one form: who saves on a version that is no longer the latest is refused. */
#ifndef JICAI_DEMAND_REPORT_H
#define JICAI_DEMAND_REPORT_H
#include "demand/demand.h"
#include "engine/agreed.h"

struct report_key {
    int64_t pool;
    const char *project, *institution;
};

struct report_line {
    const char *group, *product; /* product: "" for the group as a whole */
    qty qty;
    const char *reason; /* "" */
};

struct report_head {
    int64_t version; /* 0: there is none yet */
    date saved_on, submitted_on;
    const char *saved_by, *submitted_by;
    int64_t lines;
};

enum { REPORT_LINES_MAX = 5000 };

/* The latest version, with its lines by group and product. */
bool report_latest(struct db *db, struct arena *a, const struct report_key *k,
                   struct report_head *out, struct err *e);
bool report_lines(struct db *db, struct arena *a, const struct report_key *k, int64_t version,
                  struct report_line **out, size_t *n, struct err *e);

/* Saves a version on top of `base` (0: the first). The lines that the latest version has already
 * change nothing (PUT_SAME), whatever `base`; a `base` that is not the latest is a conflict.
 * *version gets the version that has these lines. */
bool save_report(struct db *db, struct arena *a, const struct report_key *k, int64_t base,
                 const struct report_line line[], size_t n, const char *who, date today,
                 int64_t *version, enum put *how, struct err *e);

/* The same row by row, out of a file: opened on top of the latest version, its lines, closed. A
 * version that says what the one before it says goes again (PUT_SAME). All in one transaction;
 * any refusal has to end it. */
bool report_open(struct db *db, struct arena *a, const struct report_key *k, const char *who,
                 date today, int64_t *version, struct err *e);
/* No line of this group and product may be there yet. */
bool report_line_add(struct db *db, struct arena *a, const struct report_key *k, int64_t version,
                     const struct report_line *line, struct err *e);
bool report_close(struct db *db, struct arena *a, const struct report_key *k, int64_t version,
                  enum put *how, struct err *e);

struct submitted {
    int64_t lines;   /* now in review */
    int64_t again;   /* of them sent back before */
    int64_t flagged; /* that deviate from last year's usage */
    int64_t silent;  /* and give no reason: a flag asks for one, it blocks nothing */
};

/* The latest version becomes the demand. What the version no longer names is reported as 0. Once
 * the window of reporting is closed only what was sent back may change. Submitting again changes
 * nothing. */
bool submit_report(struct db *db, struct arena *a, const struct report_key *k, int64_t version,
                   const char *who, date today, struct submitted *out, enum put *how,
                   struct err *e);

/* --- the form --- */

struct form_row { /* what the clerk sees */
    const char *group, *group_name, *unit, *product, *product_name;
    qty last_year;         /* used; 0: none */
    bool known_usage;      /* false: nothing is known of last year */
    bool filled;           /* the latest version has a line */
    qty qty;               /* of that line */
    const char *reason;    /* of that line */
    bool reported;         /* it was submitted before */
    qty reviewed;          /* by the last reviewer */
    int state;             /* enum demand_state; -1 not reported */
    enum demand_flag flag; /* of qty beside last year's usage */
};
struct form {
    struct report_head head;
    size_t n;
    struct form_row *list; /* by group and product */
};
/* Every group of the project, with a row for each product that is known of it here: used last year,
 * or reported; flags by the project's pack. */
bool demand_form(struct db *db, struct arena *a, const struct report_key *k, struct form *out,
                 struct err *e);
/* The form as an XLSX (or CSV, by the name's end) to be filled in, with last year's usage and the
 * latest figures in it. */
bool demand_template(struct db *db, struct arena *a, const struct report_key *k, const char *path,
                     struct err *e);

/* Reporting is open today; or something was sent back and may be mended (*only_returned). */
bool report_window(struct db *db, struct arena *a, const struct report_key *k, date today,
                   bool *only_returned, struct err *e);

/* Flags' bounds of the project's pack; a pack without them flags only what is on one side. */
struct flag_bounds {
    ratio low, high;
};
bool flag_bounds(struct db *db, struct arena *a, int64_t pool, const char *project,
                 struct flag_bounds *out, struct err *e);
#endif
