/* private_file.h - small files of keys and secrets: read once, refused where others may read them.
 * Whoever asks says in its own words what is wrong, so the outcome is a verdict. */
#ifndef JICAI_PRIVATE_FILE_H
#define JICAI_PRIVATE_FILE_H
#include <stddef.h>

enum private_file {
    PRIVATE_FILE_READ,
    PRIVATE_FILE_NONE,   /* there is none */
    PRIVATE_FILE_FAILED, /* errno says why */
    PRIVATE_FILE_OPEN    /* its group or others may do something with it */
};

/* At most size - 1 bytes, then NUL; the caller wipes `out`. */
enum private_file private_file_read(const char *path, char *out, size_t size);
#endif
