/* risk.h - what could go wrong at an institution or in a region, with what is done about it, and
 * major issues that did, reported upward with a last day to answer (REQUIREMENTS I8; CX 六(二),
 * GS (十五), CQ 三(四), GZ 五(二)). Where an issue lies is level.h's. */
#ifndef JICAI_RISK_H
#define JICAI_RISK_H
#include "oversight/level.h"

enum risk_kind { RISK_SUPPLY, RISK_QUALITY, RISK_CLINICAL, RISK_OPINION, RISK_KINDS };
extern const char *const risk_kind_names[RISK_KINDS];
extern const char *const risk_state_names[2]; /* of a risk, and of an issue: open, closed */

struct risk {
    const char *number, *owner, *region, *subject, *plan, *responsible;
    enum risk_kind kind;
    int64_t likelihood, impact; /* 1 to 5 */
    date review_by;
};
/* New, or as it is now: only by its owner, and not once it is closed. */
bool risk_put(struct db *db, struct arena *a, int64_t pool, const struct risk *in, date on,
              enum put *how, struct err *e);
bool risk_close(struct db *db, struct arena *a, int64_t pool, const char *number, const char *owner,
                const char *why, date on, enum put *how, struct err *e);

struct issue {
    const char *number, *by, *region, *body;
    const char *risk; /* of the same organisation, that has happened; "" */
    enum risk_kind kind;
    bool urgent;    /* each office has one working day instead of OFFICE_DAYS */
    bool of_office; /* an office reports to the one above it */
};
bool report_issue(struct db *db, struct arena *a, int64_t pool, const struct issue *in, date on,
                  enum put *how, struct err *e);
/* `region`: of the office that answers; what was not reported in it is ERR_NOT_FOUND. */
bool answer_issue(const struct level_work *w, const struct level_answer *in, struct err *e);
/* By who reported it, once it is answered. */
bool close_issue(const struct level_work *w, const char *by, const char *text, enum put *how,
                 struct err *e);
#endif
