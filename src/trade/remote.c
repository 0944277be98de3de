#include "trade/remote.h"

#include "registry/region.h"
#include "trade/query.h"

bool
remote_area_put(struct db *db, struct arena *a, int64_t pool, const struct remote_area *in,
                enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool), v_text(in->region), v_date(a, in->from), v_int(in->remote),
                            v_text(in->document)};
    const struct put_row row = {&q_remote_get, &q_remote_write, &q_remote_close, v, 5, 2};
    return region_must(db, a, in->region, "region", e) && put_dated(db, a, &row, how, e);
}
