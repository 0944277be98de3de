/* bank.h - an expert's standing in the bank (REQUIREMENTS B4): approved, suspended, resumed,
 * removed, each on a day with a reason; and what he says himself: whether he has time, and with
 * whom he is connected. All of it is dated; what held on a day can be told for ever. expert_on()
 * asks it. */
#ifndef JICAI_BANK_H
#define JICAI_BANK_H
#include "project/expert.h"
#include "seal/key.h"

enum standing_kind {
    STANDING_APPROVED,
    STANDING_SUSPENDED,
    STANDING_RESUMED,
    STANDING_REMOVED, /* for good */
    STANDINGS
};
extern const char *const standing_names[STANDINGS];

struct standing {
    enum standing_kind kind;
    date on;
    const char *reason, *who;
};

enum stand_verdict { /* in order of precedence */
                     STAND_OK,
                     STAND_GONE,  /* removed already: nothing follows */
                     STAND_ORDER, /* resumed though not suspended; suspended or approved twice */
                     STAND_EARLY, /* before what was decided last */
                     STAND_VERDICTS
};
const char *stand_verdict_name(enum stand_verdict v);
/* May it follow? `was`: -1 nothing was decided so far (he came in by a file). */
enum stand_verdict stand_check(int was, date was_on, enum standing_kind to, date on);

/* The last decision again changes nothing. ERR_NOT_FOUND: no such expert. */
bool expert_stand(struct db *db, struct arena *a, int64_t pool, const char *expert,
                  const struct standing *in, enum put *how, struct err *e);

struct expert_time {
    date from;
    bool available;
    const char *note;
};
bool expert_time_put(struct db *db, struct arena *a, int64_t pool, const char *expert,
                     const struct expert_time *in, enum put *how, struct err *e);

struct interest {
    const char *party; /* company or institution, code or name; or code of a project */
    date from;
    bool connected; /* false: no longer, from that day */
    const char *note;
};
bool expert_interest_put(struct db *db, struct arena *a, int64_t pool, const char *expert,
                         const struct interest *in, enum put *how, struct err *e);

/* A key that he signs records with, from a day on: Ed25519 or SM2. */
bool expert_key_put(struct db *db, struct arena *a, int64_t pool, const char *expert,
                    const struct key *key, date from, enum put *how, struct err *e);
bool expert_key_holds(struct db *db, struct arena *a, int64_t pool, const char *expert,
                      const struct key *key, date on, bool *holds, struct err *e);

/* Everything of one expert. Times and interests with their last days (the day after; open:
 * 9999-12-31). */
struct expert_file {
    struct expert expert;
    struct standing *standing;
    struct {
        struct expert_time time;
        const char *until;
    } * times;
    struct {
        struct interest interest;
        const char *until;
    } * interests;
    size_t standings, times_n, interests_n;
};
/* ERR_NOT_FOUND. */
bool expert_file(struct db *db, struct arena *a, int64_t pool, const char *expert,
                 struct expert_file *out, struct err *e);

struct bank_row {
    struct expert expert;
    const char *standing; /* the last; "approved" when nothing was decided */
};
struct bank_rows {
    size_t n;
    struct bank_row *list; /* by code */
};
bool bank_list(struct db *db, struct arena *a, int64_t pool, const char *after, int64_t limit,
               struct bank_rows *out, struct err *e);
#endif
