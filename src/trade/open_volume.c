#include "trade/open_volume.h"

#include "registry/put.h"
#include "trade/query.h"

bool
open_volume(struct trade *t, const char *institution, const char *product, date on,
            struct open_volume *out, struct err *e)
{
    struct rows r;
    *out = (struct open_volume){.project = "", .group = ""};
    if (!db_run(t->db, &q_open_volume, t->arena, &r, e, v_int(t->pool), v_text(institution),
                v_text(product), v_date(t->arena, on)))
        return false;
    if (r.n > 0)
        *out = (struct open_volume){
            .project = row_text(&r, 0, 0), .group = row_text(&r, 0, 1), .qty = {row_int(&r, 0, 2)}};
    return true;
}
