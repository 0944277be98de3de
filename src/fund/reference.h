/* reference.h - the name of a row that people write into a file or a form: what it is, and its key,
 * parted by '/'. "claim/H50010300001/employee/2026-01". */
#ifndef JICAI_FUND_REFERENCE_H
#define JICAI_FUND_REFERENCE_H
#include <stdbool.h>
#include <stddef.h>

#include "base/host/arena.h"

enum { REFERENCE_PARTS = 4 };

struct reference {
    const char *what;
    const char *part[REFERENCE_PARTS];
};

/* Is it of this kind: "claim/..."? */
bool reference_is(const char *text, const char *what);
/* `n` parts behind the first '/'. The last ones have no '/' in them; the first one may. */
bool reference_split(struct arena *a, const char *text, size_t n, struct reference *out);
#endif
