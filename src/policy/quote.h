/* quote.h - does a quote stand in its source, and do its tokens show the value? RULES 14. */
#ifndef JICAI_QUOTE_H
#define JICAI_QUOTE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/host/arena.h"
#include "engine/rule.h"

enum { QUOTE_LEAST = 8 }; /* characters */

/* Without white space: blanks, line breaks, the ideographic blank, the no-break blank. */
char *quote_squeeze(struct arena *a, const char *s);
size_t quote_length(const char *s); /* in characters */
/* Does this token show the figure `n` of a parameter? "30%", "不超过5家", "2年" for 24 months,
 * "一年" for 12, "2022年" for a day of it. Of a BOOL or ENUM every token does. */
bool quote_shows(const char *token, enum rule r, int64_t n);
#endif
