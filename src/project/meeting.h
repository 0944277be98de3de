/* meeting.h - what experts are drawn for (REQUIREMENTS B4; GZ 三(三)):
 * a meeting of a project, how many of each speciality it needs and which companies it concerns; the
 * draws bound to it; and the service record of everybody who was invited. A record only grows. */
#ifndef JICAI_MEETING_H
#define JICAI_MEETING_H
#include "project/expert_draw.h"

enum meeting_purpose { MEETING_JOINT_BARGAINING, MEETING_REVIEW, MEETING_NEGOTIATION, PURPOSES };
extern const char *const purpose_names[PURPOSES];

enum { MEETING_COMPANIES_MAX = 500, REST_DAYS_MAX = 3650 };

struct meeting {
    const char *project, *code;
    enum meeting_purpose purpose;
    const char *group; /* "" the whole project */
    date held;
    const char *place, *need; /* need: as draw_need_parse() reads it */
    const char *const *company;
    size_t companies;
};
/* A meeting for which experts were drawn stays as it is (ERR_CONFLICT). */
bool meeting_put(struct db *db, struct arena *a, int64_t pool, const struct meeting *in,
                 enum put *how, struct err *e);
/* ERR_NOT_FOUND. */
bool meeting_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                 const char *code, struct meeting *out, struct err *e);
struct meetings {
    size_t n;
    struct meeting *list; /* by day and code; without companies */
};
bool meeting_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                  struct meetings *out, struct err *e);

/* --- drawing for it --- */

/* Fills what the meeting says into ask: need, and its companies beside those given. */
bool meeting_ask(struct arena *a, const struct meeting *m, struct draw_ask *ask);
/* draw_commit(), bound to the meeting; ask->rest_days is kept with it. */
bool meeting_commit(struct db *db, struct arena *a, int64_t pool, const struct meeting *m,
                    const struct draw_ask *ask, struct expert_draw *out, enum put *how,
                    enum draw_verdict *v, const char **who, struct err *e);
/* The meeting that a draw is for; "" none. */
bool meeting_of_draw(struct db *db, struct arena *a, int64_t pool, const char *project,
                     const char *draw, const char **meeting, int64_t *rest_days, struct err *e);
/* The draw that counts: the last that was revealed; "" none. */
bool draw_of_meeting(struct db *db, struct arena *a, int64_t pool, const char *project,
                     const char *meeting, const char **draw, struct err *e);
/* After a draw or a refusal: whoever has a seat and was not invited is. Nothing without a meeting.
 */
bool meeting_invite(struct db *db, struct arena *a, const struct expert_draw *d, date on,
                    const char *who, struct err *e);

/* --- service record --- */

enum service_kind {
    SERVICE_INVITED,
    SERVICE_ACCEPTED,
    SERVICE_DECLINED,
    SERVICE_ATTENDED,
    SERVICE_ABSENT,
    SERVICE_ASSESSED,
    SERVICE_KINDS
};
extern const char *const service_names[SERVICE_KINDS];
enum service_grade { GRADE_NONE, GRADE_GOOD, GRADE_FAIR, GRADE_POOR, GRADES };
extern const char *const grade_names[GRADES]; /* GRADE_NONE: "" */

struct service { /* of one expert at one meeting */
    const char *expert;
    date invited;                  /* day 0: was not */
    enum service_kind answer;      /* INVITED: none yet; ACCEPTED, DECLINED */
    enum service_kind came;        /* INVITED: not known; ATTENDED, ABSENT */
    enum service_grade grade;      /* NONE: not assessed */
    const char *reason, *remark;   /* of a refusal; of the assessment */
    date answered, came_on, given; /* day 0: not */
    int64_t events;
};

enum service_verdict { /* in order of precedence */
                       SERVE_OK,
                       SERVE_NOT_INVITED,
                       SERVE_ANSWERED, /* he said otherwise before */
                       SERVE_DECLINED, /* he does not come */
                       SERVE_EARLY,    /* before the invitation; who came, before the meeting */
                       SERVE_LATE,     /* an answer after the meeting */
                       SERVE_SAID,     /* who came is on record already */
                       SERVE_ABSENT,   /* was not there: nothing to assess */
                       SERVE_GRADED,   /* assessed already */
                       SERVE_VERDICTS
};
const char *service_verdict_name(enum service_verdict v);
/* May this follow? held: day of the meeting. */
enum service_verdict service_check(const struct service *s, enum service_kind kind, date held,
                                   date on);

struct service_say {
    const char *project, *meeting, *expert;
    enum service_kind kind; /* not INVITED */
    enum service_grade grade;
    const char *note; /* a refusal has one: why */
    date on;
    const char *who;
};
/* A refusal moves the next in reserve up and invites him. The same again changes nothing. */
bool meeting_record(struct db *db, struct arena *a, int64_t pool, const struct service_say *in,
                    enum put *how, struct err *e);
bool service_of(struct db *db, struct arena *a, int64_t pool, const char *project,
                const char *meeting, const char *expert, struct service *out, struct err *e);

struct services {
    size_t n;
    struct service *list;
    struct meeting *meeting; /* of service_list(): of each; else NULL */
};
/* Of a meeting, by expert. */
bool meeting_members(struct db *db, struct arena *a, int64_t pool, const char *project,
                     const char *meeting, struct services *out, struct err *e);
/* Of an expert, by day of the meeting: his invitations and what came of them. */
bool service_list(struct db *db, struct arena *a, int64_t pool, const char *expert,
                  struct services *out, struct err *e);
#endif
