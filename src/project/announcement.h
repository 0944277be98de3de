/* announcement.h - what a project publishes (公告, 公示, 结果), how long its public
 * notice runs in working days, and objections, which hold the project until they are answered
 * (REQUIREMENTS B5; RULES 15: the terms are the pack's). */
#ifndef JICAI_ANNOUNCEMENT_H
#define JICAI_ANNOUNCEMENT_H
#include "base/core/date.h"
#include "policy/policy.h"
#include "registry/put.h"

enum announce_kind {
    ANNOUNCE_PROCUREMENT, /* 采购公告 */
    ANNOUNCE_SUPPLEMENT,
    ANNOUNCE_VOLUME, /* base and agreed volumes */
    ANNOUNCE_NOTICE, /* 公示: of the award, before it counts */
    ANNOUNCE_RESULT, /* 结果公布 */
    ANNOUNCE_OTHER,
    ANNOUNCE_KINDS
};
extern const char *const announce_kind_names[ANNOUNCE_KINDS];

struct announcement {
    const char *project, *number; /* project: "" of none */
    enum announce_kind kind;
    const char *title, *body;
    const char *document; /* that it publishes; "" none */
    int64_t version;
    const char *sha256; /* of the figures that it publishes; "" */
    date on;
    date notice_until, object_until; /* result; day 0: none */
    bool estimate; /* result: the calendar of those days is not published so far */
    const char *who;
};

/* How many working days; 0: none. What the pack says for the kind (notice and result take the award
 * notice, all others none), unless `days` is above 0. */
struct notice_term {
    int64_t days, objection, answer;
};
struct notice_term notice_term_of(const struct policy *p, enum announce_kind kind);

/* Publishes it, with the last days that follow from the terms. A published announcement is never
 * changed: the same number with other words is a conflict. A document that it names must be an
 * approved version, which is published with it. */
bool publish_announcement(struct db *db, struct arena *a, int64_t pool, struct announcement *in,
                          const struct notice_term *term, enum put *how, struct err *e);
bool announcement_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                      const char *number, struct announcement *out, struct err *e);

/* How far a public notice is. Of several of one kind the latest counts. */
enum notice_state {
    NOTICE_NONE,
    NOTICE_RUNS,
    NOTICE_OBJECTION, /* one is open, whatever the day */
    NOTICE_UPHELD,    /* one was upheld: it does not stand */
    NOTICE_OVER,
    NOTICE_STATES
};
const char *notice_state_name(enum notice_state s);
enum notice_state notice_state(date until, int64_t open, int64_t upheld, date today);
bool notice_of(struct db *db, struct arena *a, int64_t pool, const char *project,
               enum announce_kind kind, date today, enum notice_state *out, struct err *e);

/* --- objections --- */

struct objection {
    int64_t seq;
    const char *party, *body;
    date filed_on, answer_until;
    date answered_on; /* day 0: not yet */
    const char *answer, *who;
    bool upheld;
};

/* Refused outside the window (ERR_CONFLICT). The same words of the same party are one objection. */
bool file_objection(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const char *number, const char *party, const char *body, date on,
                    int64_t answer_days, struct objection *out, enum put *how, struct err *e);
/* Once: another answer is a conflict. */
bool answer_objection(struct db *db, struct arena *a, int64_t pool, const char *project,
                      const char *number, int64_t seq, const char *answer, bool upheld, date on,
                      const char *who, enum put *how, struct err *e);

struct objections {
    size_t n;
    struct objection *list;
};
bool objection_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const char *number, struct objections *out, struct err *e);
#endif
