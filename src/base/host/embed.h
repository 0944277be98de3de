/* embed.h - files that travel inside the binary: data/ and policies/, by their path in the
 * repository. One binary needs nothing beside it. */
#ifndef JICAI_EMBED_H
#define JICAI_EMBED_H
#include <stddef.h>

struct embedded {
    const char *path;  /* "data/regions.csv" */
    const char *bytes; /* size bytes, then a NUL */
    size_t size;
};

extern const struct embedded embedded[];                /* generated; path NULL at the end */
const struct embedded *embedded_find(const char *path); /* NULL: no such file */
#endif
