/* monitored.h - key monitored items (重点监控品种): a figure of an institution, a product, a
 * group or the whole pool that an authority watches during a time, with the reason, the clause and
 * a threshold. The day job looks at each; when the figure crosses its threshold there is one alert,
 * until it is back (REQUIREMENTS I6; GZ 四(二)4 重点监控品种采购情况). */
#ifndef JICAI_MONITORED_H
#define JICAI_MONITORED_H
#include "oversight/watch.h"
#include "registry/put.h"

enum monitored_kind {
    MONITOR_POOL,
    MONITOR_INSTITUTION,
    MONITOR_GROUP,
    MONITOR_PRODUCT,
    MONITORED_KINDS
};
extern const char *const monitored_kind_names[MONITORED_KINDS];

enum monitored_figure {
    FIGURE_PROGRESS, /* accepted by agreed, ppm: an alert below the threshold */
    FIGURE_BEHIND,   /* ppm that progress is behind the time that has passed: at or above it */
    FIGURE_ANSWERED, /* orders answered in time, ppm: below. All others: at or above */
    FIGURE_UNDELIVERED,
    FIGURE_UNACCEPTED,
    FIGURE_OVER, /* pieces beyond the agreed volume */
    FIGURE_DEARER,
    FIGURE_OVERDUE, /* 0.0001 yuan */
    FIGURE_OVERDUE_DAYS,
    FIGURE_SHORTAGES,
    FIGURE_COMPLAINTS,
    FIGURE_MARKUPS,
    FIGURE_CREDIT,
    MONITORED_FIGURES
};
extern const char *const monitored_figure_names[MONITORED_FIGURES];
/* Stored as ppm or 0.0001 yuan; people say percent and yuan: 10,000 of them. */
bool monitored_in_units(enum monitored_figure f);

struct monitored {
    const char *item, *subject, *project; /* subject: "" of the pool; project: "" all */
    enum monitored_kind kind;
    enum monitored_figure figure;
    int64_t threshold;
    const char *reason, *clause;
    date from, to;
    const char *org, *who;
    date on;
};
/* ERR_INPUT: an unknown subject, or a figure that is not counted for such a subject; a share above
 * 100 %; days out of order. ERR_CONFLICT: the number is of another item. */
bool monitored_put(struct db *db, struct arena *a, int64_t pool, const struct monitored *in,
                   enum put *how, struct err *e);
/* Not watched from `on`; by the organisation that keeps it (ERR_NOT_FOUND for others). */
bool monitored_end(struct db *db, struct arena *a, int64_t pool, const char *item, const char *org,
                   date on, enum put *how, struct err *e);
/* All items of a day, inside a job: *alerts is how many crossed their threshold now. */
bool monitored_look(struct db *db, struct arena *a, int64_t pool, date on, int64_t *alerts,
                    struct err *e);

struct alert_note {
    const char *item, *who, *note;
    date of, on; /* of: its day */
};
/* Taken note of, once. */
bool alert_seen(struct db *db, struct arena *a, int64_t pool, const struct alert_note *n,
                enum put *how, struct err *e);
#endif
