/* seen.h - has this key come before? A set of 64-bit hashes, eight bytes a key. Two different keys
 * that look the same are one in some hundred thousand files of ten million rows; the file is then
 * refused, never taken wrongly. */
#ifndef JICAI_SEEN_H
#define JICAI_SEEN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct seen {
    uint64_t *slot; /* 0: empty */
    size_t room, n;
};

void seen_free(struct seen *s);               /* empty again; zeroed is empty as well */
bool seen_add(struct seen *s, uint64_t hash); /* false: it was there */

/* FNV-1a, finished so that all bits count. */
uint64_t seen_hash(uint64_t h, const void *bytes, size_t n);
enum { SEEN_START = 0 };
#endif
