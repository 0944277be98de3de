/* label_table.h - the generated table behind label.h (tools/labelgen.sh, web/words). */
#ifndef JICAI_LABEL_TABLE_H
#define JICAI_LABEL_TABLE_H
#include "base/core/words.h"

struct label {
    const char *id;
    const char *text[LANG_COUNT];
};

extern const struct label labels[]; /* by id */
extern const size_t labels_n;
#endif
