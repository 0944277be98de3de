/* service.h - who gives accompanying service (伴随服务) for selected products: the registrant
 * itself, or third parties that it names (REQUIREMENTS F2; CX 五(二), GS (十一)2).
 * Together they have to reach every institution of the project, remote ones included, as those who
 * deliver do. */
#ifndef JICAI_SERVICE_H
#define JICAI_SERVICE_H
#include "agreement/distribution.h"
#include "engine/coverage.h"

/* Only of a product that was selected with a price with service; others than the registrant are in
 * business, have the role, and are of good credit: deliverer.h. */
bool provider_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *product, const char *provider, enum distribution_state state, date on,
                  enum put *how, struct err *e);

struct service_gap {
    const char *product, *company;
    int64_t providers;      /* agreed for it */
    const char **uncovered; /* institutions that nobody serves */
    size_t uncovered_n;
};
struct service_cover {
    int64_t products, covered,
        institutions; /* selected with service; fully covered; to be reached */
    bool no_rule;     /* the pack does not ask for it */
    struct service_gap *gap;
    size_t gaps;
};
/* A provider reaches where it has an area (registry/supply.h); a registrant without one that serves
 * itself reaches everybody, as when it delivers *(choice)*. In the arena. */
bool service_coverage(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
                      struct service_cover *out, struct err *e);
#endif
