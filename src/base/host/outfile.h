/* outfile.h - a file that appears whole or not at all: written beside its place, moved there at the
 * end. With its own buffer and its own numbers, for millions of rows. */
#ifndef JICAI_OUTFILE_H
#define JICAI_OUTFILE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/core/err.h"
#include "base/host/arena.h"

struct outfile;

/* Lives in the arena; what was not closed is removed with it. */
bool outfile_open(struct outfile **out, struct arena *a, const char *path, struct err *e);
/* Errors of the disk are kept and told by outfile_close. */
void outfile_text(struct outfile *f, const char *s);
/* For rows: room for `size` bytes (at most 256 KiB), written to directly, then told where it ends.
 */
char *outfile_room(struct outfile *f, size_t size);
void outfile_took(struct outfile *f, const char *end);
char *outfile_put_int(char *to, int64_t n); /* at most 20 bytes; returns the end */
char *outfile_put_text(char *to, const char *s);
/* Under its name; not forced to the disk: what it holds can be made again. False: nothing is there
 * that was not there before. */
bool outfile_close(struct outfile *f, struct err *e);
#endif
