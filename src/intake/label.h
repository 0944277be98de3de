/* label.h - what the pages call a field or a code, for what people take home from them: the same
 * words in a workbook as on the screen (web/words). */
#ifndef JICAI_LABEL_H
#define JICAI_LABEL_H
#include "base/core/words.h"

/* NULL: the pages have no word of their own for it. `shape`: of the interface, may be NULL. */
const char *label_word(const char *id, enum lang lang); /* "yes", "names.of" */
const char *label_field(const char *shape, const char *field, enum lang lang);
const char *label_code(const char *shape, const char *field, const char *code, enum lang lang);
#endif
