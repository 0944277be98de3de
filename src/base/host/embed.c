#include "base/host/embed.h"

#include <string.h>

const struct embedded *
embedded_find(const char *path)
{
    for (const struct embedded *f = embedded; f->path != NULL; f++)
        if (strcmp(f->path, path) == 0)
            return f;
    return NULL;
}
