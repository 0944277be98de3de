/* path.h - clinical paths (临床路径) that put selected products first (REQUIREMENTS K3; CX
 * 五(三), GS (十一)3): a text as a file, and for each group of a project the products in the
 * order in which they are to be chosen. A path is changed by its next version. */
#ifndef JICAI_WARD_PATH_H
#define JICAI_WARD_PATH_H
#include "registry/put.h"

enum { PATH_ITEMS_MAX = 1000 };

struct path_item {
    const char *project, *group, *product; /* those of a group in the order of their places */
};
struct clinical_path {
    const char *institution, *path, *title, *file, *who; /* file: SHA-256, kept before */
    date from;
    const struct path_item *item;
    size_t items;
};
/* ERR_INPUT when a product that is not selected in its group stands before one that is, or a group
 * names no selected one. *version: the one that it is now. */
bool path_put(struct db *db, struct arena *a, int64_t pool, const struct clinical_path *in,
              int64_t *version, enum put *how, struct err *e);
#endif
