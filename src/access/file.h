/* file.h - files that people hand in as evidence or as the text of an agreement, kept in the
 * database under the SHA-256 of their bytes: the same file is kept once, and what was reviewed
 * cannot be exchanged. What a file is, its first bytes tell, not its name: PDF, OFD (GB/T 33190),
 * PNG, JPEG and nothing else, because others open it. */
#ifndef JICAI_FILE_H
#define JICAI_FILE_H
#include <stdio.h>

#include "base/core/sha256.h"
#include "db/db.h"

/* As media types of a route. */
#define FILE_TYPES "application/pdf image/png image/jpeg application/ofd application/octet-stream"
enum { FILE_MAX = 5 * 1024 * 1024, FILE_PART = 48 * 1024, FILE_HEAD = 512 }; /* bytes (choice) */

struct file {
    const char *type; /* "application/pdf" */
    int64_t size;
    const uint8_t *bytes; /* after kept_file() */
    char sha256[SHA256_HEX_MAX];
};

/* NULL: none of ours. */
const char *kept_type(const uint8_t *head, size_t n);
/* All of `from`, a file that can be rewound. In a transaction; a file that is there already is left
 * alone. ERR_INPUT: empty or of no known type; ERR_TOO_LARGE. */
bool keep_file(struct db *db, struct arena *a, FILE *from, struct file *out, struct err *e);
/* In the arena, with arena_room() asked. ERR_NOT_FOUND. */
bool kept_file(struct db *db, struct arena *a, const char *sha256, struct file *out, struct err *e);
#endif
