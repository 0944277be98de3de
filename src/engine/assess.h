/* assess.h - the yearly assessment of an institution (年度考核). RULES 12, REQUIREMENTS I2.
 *
 * Six items, each a part of a whole with a weight in points. An item without a whole (nothing
 * agreed, nothing due) has no score, and its weight goes to the others in proportion; an
 * institution without any is not assessed. Findings of forbidden reasons (I7) take points off.
 * An item's share is rounded half up to a millionth, the score once, to a hundredth of a point. */
#ifndef JICAI_ASSESS_H
#define JICAI_ASSESS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/core/date.h"
#include "base/core/money.h"
#include "engine/explain.h"

enum assess_item {
    ASSESS_VOLUME,    /* agreed volume completed, at selected prices; each line up to its own */
    ASSESS_PAYMENT,   /* amount paid by its due date */
    ASSESS_PLATFORM,  /* purchases through the platform */
    ASSESS_SELECTED,  /* selected products' part of their class */
    ASSESS_REPORTS,   /* data and reports handed in on time */
    ASSESS_ADMISSION, /* selected products admitted within the set time */
    ASSESS_ITEMS
};

struct assess_rules {
    int64_t weight[ASSESS_ITEMS]; /* points; the sum is what a full score is */
    ratio volume_from;            /* below: nothing; from there linear to 100 % */
    int64_t finding;              /* points off for each finding */
};

struct assess_in {
    struct {
        int64_t part, whole; /* both >= 0; a part above its whole counts as the whole; amounts in
                              * 0.0001 yuan, reports and admissions counted */
    } item[ASSESS_ITEMS];
    int64_t findings;
};

struct assess {
    bool applicable;
    bool counted[ASSESS_ITEMS]; /* it has a whole, and a weight */
    ratio share[ASSESS_ITEMS];  /* of its weight earned, 0 to 100 % */
    int64_t before;             /* hundredths of a point, before findings */
    int64_t off;                /* hundredths taken off */
    int64_t score;              /* hundredths: 8050 is 80.50 points */
};

void assess_score(const struct assess_rules *r, const struct assess_in *in, struct assess *out,
                  struct explain *x);

/* --- what the score is worth to those who use it (I2) --- */

enum assess_band { ASSESS_FAILED, ASSESS_PASSED, ASSESS_GOOD_BAND, ASSESS_BANDS };
const char *assess_band_name(enum assess_band b);
/* good_from, pass_from: points, both inclusive. */
enum assess_band assess_band_of(int64_t score, int64_t good_from, int64_t pass_from,
                                struct explain *x);

/* --- its way: computed, sent, commented on, final, published --- */

enum assess_state {
    ASSESS_COMPUTED,
    ASSESS_SENT,
    ASSESS_COMMENTED,
    ASSESS_FINAL,
    ASSESS_PUBLISHED,
    ASSESS_STATES
};
const char *assess_state_name(enum assess_state s);

/* In order of precedence. */
enum assess_verdict {
    ASSESS_OK,
    ASSESS_NO_WAY,    /* not the next step */
    ASSESS_TOO_LATE,  /* a comment after the last day for it */
    ASSESS_TOO_EARLY, /* final before the last day for a comment has passed, and none came */
    ASSESS_VERDICTS
};
const char *assess_verdict_name(enum assess_verdict v);

date assess_comment_until(date sent_on, int working_days);
/* May it go from one state to the other on this day? comment_until: of one that was sent. */
enum assess_verdict assess_move(enum assess_state from, enum assess_state to, date on,
                                date comment_until);
#endif
