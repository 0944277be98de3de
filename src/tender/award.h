/* award.h - the award of a group as it is stored: what became of each bid, why, and from what it
 * was computed (REQUIREMENTS D4, RULES 3). Texts live in the arena. */
#ifndef JICAI_TENDER_AWARD_H
#define JICAI_TENDER_AWARD_H
#include "base/core/sha256.h"
#include "engine/award.h"
#include "registry/put.h"

struct group_result {
    struct award_group group; /* of its bids only product and company are kept */
    struct award_result *out; /* in the order of the bids: by product */
    money *with_service;      /* of each bid; 0: no such quote */
    enum award_status status;
    const char *pack, *pack_sha256, *rules_sha256;
    bool by_service;  /* computed only: prices are those with accompanying service */
    const char *mode; /* computed only: of talks, "negotiation"; "" the round's own rules */
    bool waiting;     /* computed only: its talks have brought no bids yet */
    char inputs_sha256[SHA256_HEX_MAX];
};

bool group_result_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                      const struct group_result *in, struct err *e);
bool group_result_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                      const char *group, struct group_result *out, bool *found, struct err *e);
/* The first bid of which the two say different things; group.n when they agree. */
size_t group_result_differs(const struct group_result *a, const struct group_result *b);

/* Comparisons as text, one a line, and back. */
const char *figures_text(struct arena *a, const struct award_result *r);
void figures_parse(struct arena *a, const char *text, struct award_result *r);
#endif
