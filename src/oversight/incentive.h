/* incentive.h - how an institution passes the incentive on to its staff (院内考核分配;
 * REQUIREMENTS K5; CX 五(五), GS (十二)2): the scheme of its internal assessment, by
 * versions, and for each year who got how much of the retention that the fund paid to it. The
 * lines add up to what was paid, to the fen. A distribution is changed by its next version. */
#ifndef JICAI_INCENTIVE_H
#define JICAI_INCENTIVE_H
#include "base/core/money.h"
#include "registry/put.h"

struct incentive_scheme {
    const char *institution, *title, *file, *who; /* file: SHA-256, kept before */
    date from;
};
bool scheme_put(struct db *db, struct arena *a, int64_t pool, const struct incentive_scheme *in,
                int64_t *version, enum put *how, struct err *e);

enum share_of { SHARE_STAFF, SHARE_INSTITUTION, SHARES_OF }; /* what stays with the institution */
extern const char *const share_of_names[SHARES_OF];
enum { INCENTIVE_LINES_MAX = 500 };

struct incentive_line {
    const char *department, *basis; /* basis: on which indicators of the scheme */
    enum share_of to;
    int64_t people; /* 0 of SHARE_INSTITUTION */
    money amount;
};
struct incentive_payout {
    const char *institution, *project, *who;
    int64_t year;
    date on; /* of the decision inside the institution */
    const struct incentive_line *line;
    size_t lines;
};
/* ERR_CONFLICT while nothing was paid for the year; ERR_INPUT when the sum is another, when nothing
 * goes to staff, or when no scheme was in force. */
bool payout_put(struct db *db, struct arena *a, int64_t pool, const struct incentive_payout *in,
                date today, int64_t *version, enum put *how, struct err *e);
#endif
