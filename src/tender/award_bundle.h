/* award_bundle.h - everything that an award follows from, in one file: anybody repeats it offline,
 * byte for byte (DESIGN 5.3). Canonical text (base/core/record.h):
 *
 *   jicai-award-bundle-1
 *   edition  award-1
 *   project  POOL CODE
 *   pack     chongqing SHA-256
 *   rules    SHA-256 1                                   (0: its last line does not end)
 *   rule     ONE LINE of the round's rule file; \ \\, tab \t, CR \r    (in order)
 *   group    NAME ceiling previous_highest [negotiation | inquiry]      (by name)
 *   bid      PRODUCT COMPANY related unit price with_service second factor ceiling previous
 *            own_lowest others reported capacity filed_at certificate_to unqualified part_area
 *            refuses_cut credit draw barred       as the engine takes them; amounts 0.0001 yuan; no
 *                                          certificate: certificate_to "-"      (by product)
 *   status   done | draw
 *   result   PRODUCT price rank tied decision unit step clause
 *   figure   test kind left right k flags step                  (of the result before it)
 *
 * Whoever has the engine writes the bundle again from rules and bids: the two are the same text, or
 * the award does not follow. */
#ifndef JICAI_AWARD_BUNDLE_H
#define JICAI_AWARD_BUNDLE_H
#include "tender/run_award.h"

enum { BUNDLE_MAX = 256 * 1024 * 1024 };

/* Of a project whose stored award was computed from what is stored now; else ERR_CONFLICT. */
bool award_bundle(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char **text, size_t *size, int64_t *groups, struct err *e);

struct bundle_check {
    const char *project;
    int64_t groups, bids;
    bool same;
    int64_t line; /* the first that differs, when it does */
};
/* Repeats it. False: it cannot be read. `text` stays as it is. */
bool award_bundle_check(struct bundle_check *out, struct arena *a, const char *text, size_t n,
                        const char *name, struct err *e);
#endif
