/* meeting.h - the admission meeting of an institution (准入遴选; REQUIREMENTS K2, GZ
 * 四(二)4): who came, how they voted on each product, and the minutes as a file. A record is a
 * fact: what was voted wrongly is voted again at another meeting. */
#ifndef JICAI_WARD_MEETING_H
#define JICAI_WARD_MEETING_H
#include "registry/put.h"

enum { ATTENDEES_LEAST = 3, ATTENDEES_MAX = 60, VOTES_MAX = 500 }; /* (choice) */

struct admission_vote {
    const char *product, *note; /* note: "" */
    int64_t yes, no, abstained; /* everybody who came has one */
    bool passed;                /* result: more than half of those present said yes */
};
struct admission_meeting {
    const char *institution, *record, *document, *file, *who; /* file: SHA-256, kept before */
    const char *const *attendee;                              /* name and department of each */
    size_t attendees;
    const struct admission_vote *vote;
    size_t votes;
    date on;
};

/* `today`: a later meeting is a mistake. */
bool admission_meeting_put(struct db *db, struct arena *a, int64_t pool,
                           const struct admission_meeting *in, date today, enum put *how,
                           struct err *e);

/* Did this meeting admit the product (passed), or turn it down? ERR_NOT_FOUND when it did not vote
 * on it, or does not exist; ERR_INPUT when it was held after `on`. */
bool meeting_voted(struct db *db, struct arena *a, int64_t pool, const char *institution,
                   const char *record, const char *product, date on, bool *passed, struct err *e);

/* ERR_INPUT unless the file is kept. */
bool ward_file_must(struct db *db, struct arena *a, const char *sha256, struct err *e);
#endif
