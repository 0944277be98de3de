/* quality.h - quality problems and adverse events as they are reported, and what authorities found
 * by sampling (REQUIREMENTS G4; GS (十一)1, GZ 四(二)2). What stops a product is
 * trade/hold.h. */
#ifndef JICAI_QUALITY_H
#define JICAI_QUALITY_H
#include "registry/put.h"

enum quality_kind { QUALITY_PROBLEM, QUALITY_ADVERSE, QUALITY_KINDS };
extern const char *const quality_kind_names[QUALITY_KINDS];
enum severity { SEVERITY_MINOR, SEVERITY_SERIOUS, SEVERITY_DEATH, SEVERITIES };
extern const char *const severity_names[SEVERITIES];
enum quality_state { QUALITY_REPORTED, QUALITY_CONFIRMED, QUALITY_DISMISSED, QUALITY_STATES };
extern const char *const quality_state_names[QUALITY_STATES];

struct quality_report {
    const char *number, *by, *product;
    const char *batch, *udi; /* "" not known; a batch that the UDI names fills it */
    const char *body;
    enum quality_kind kind;
    enum severity severity;
    date happened_on, reported_on;
};
/* The same again changes nothing; other words under its number are ERR_CONFLICT. */
bool quality_put(struct db *db, struct arena *a, int64_t pool, const struct quality_report *in,
                 enum put *how, struct err *e);

struct quality_decision {
    const char *number, *by, *text;
    bool confirmed;
    date on;
};
bool quality_decide(struct db *db, struct arena *a, int64_t pool, const struct quality_decision *in,
                    enum put *how, struct err *e); /* once */

enum sampling_result { SAMPLING_PASS, SAMPLING_FAIL, SAMPLING_RESULTS };
extern const char *const sampling_result_names[SAMPLING_RESULTS];

struct sampling {
    const char *number, *product, *batch, *taken_at, *laboratory, *item, *document;
    enum sampling_result result;
    date taken_on, entered_on;
    const char *by;
};
bool sampling_put(struct db *db, struct arena *a, int64_t pool, const struct sampling *in,
                  enum put *how, struct err *e);
/* By another person than who entered it; from then on everybody reads it. */
bool sampling_publish(struct db *db, struct arena *a, int64_t pool, const char *number,
                      const char *by, date on, enum put *how, struct err *e);
#endif
