/* mode.h - how a group is bought (GS (九); REQUIREMENTS D2): tender (sealed quotes), linkage
 * (带量联动: a tender whose rules hold quotes against other rounds' prices), competitive
 * negotiation, inquiry. The office chooses with a reason, which is kept; the choice is checked
 * against its entry conditions. Where nothing was chosen a group is tendered. */
#ifndef JICAI_TENDER_MODE_H
#define JICAI_TENDER_MODE_H
#include "engine/talks.h"
#include "policy/round.h"
#include "project/project.h"

enum group_mode { MODE_TENDER, MODE_LINKAGE, MODE_NEGOTIATION, MODE_INQUIRY, GROUP_MODES };
extern const char *const group_mode_names[GROUP_MODES];
/* Of those two that are talks; false: of the others. */
bool mode_is_talks(enum group_mode m, enum talks_mode *out);

enum mode_verdict { /* in order of precedence */
                    MODE_OK,
                    MODE_CLOSED,   /* the pack does not provide for it */
                    MODE_UNLINKED, /* linkage, and the rules compare with no other price */
                    MODE_BIDS,     /* bids were filed */
                    MODE_TALKS,    /* talks have begun, or ended with bids */
                    MODE_VERDICTS
};
const char *mode_verdict_name(enum mode_verdict v);
struct mode_facts {
    enum group_mode mode;
    bool provided, linked; /* linked: the round's rules hold quotes against other prices */
    int64_t bids, talks;
};
enum mode_verdict mode_check(const struct mode_facts *f);

struct mode_choice {
    int64_t pool;
    const char *project, *group;
    enum group_mode mode;
    const char *reason, *document; /* document: "" */
    date on;
    const char *who;
};
/* The same mode for the same reason again changes nothing. */
bool choose_mode(struct db *db, struct arena *a, const struct mode_choice *in, enum put *how,
                 struct err *e);

struct mode_row {
    bool chosen;
    enum group_mode mode;
    const char *reason, *document, *who, *on;
};
bool mode_of(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
             struct mode_row *out, struct err *e);
struct mode_rows {
    size_t n;
    struct mode_row *list; /* in their order */
};
bool mode_history(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *group, struct mode_rows *out, struct err *e);
/* ERR_CONFLICT when the group is not bought by bids. */
bool mode_takes_bids(struct db *db, struct arena *a, int64_t pool, const char *project,
                     const char *group, struct err *e);

/* The project, its pack and the rules of its round. *round NULL: it has no rule file. */
bool round_of(struct db *db, struct arena *a, int64_t pool, const char *project, struct project *p,
              struct policy **pack, struct round **round, struct err *e);
#endif
