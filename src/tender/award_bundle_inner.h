/* award_bundle_inner.h - how the parts of a bundle are written, by who makes one and by who checks
 * one. */
#ifndef JICAI_AWARD_BUNDLE_INNER_H
#define JICAI_AWARD_BUNDLE_INNER_H
#include "base/host/paper.h"
#include "engine/award.h"

struct bundle_head {
    int64_t pool;
    const char *project, *pack, *pack_sha256, *rules, *rules_sha256;
};
void bundle_head(struct paper *p, struct arena *a, const struct bundle_head *h);
/* mode: "" or of talks. */
void bundle_group(struct paper *p, struct arena *a, const struct award_group *g, const char *mode,
                  const struct award_result out[], enum award_status status);
#endif
