#include "fund/reference.h"

#include <assert.h>
#include <string.h>

bool
reference_is(const char *text, const char *what)
{
    size_t n = strlen(what);
    return strncmp(text, what, n) == 0 && text[n] == '/';
}

bool
reference_split(struct arena *a, const char *text, size_t n, struct reference *out)
{
    char *copy = arena_strdup(a, text), *rest = strchr(copy, '/');
    assert(n > 0 && n <= REFERENCE_PARTS);
    if (rest == NULL)
        return false;
    *rest++ = '\0';
    out->what = copy;
    for (size_t i = n - 1; i > 0; i--) {
        char *slash = strrchr(rest, '/');
        if (slash == NULL)
            return false;
        *slash = '\0';
        out->part[i] = slash + 1;
    }
    out->part[0] = rest;
    return *rest != '\0';
}
