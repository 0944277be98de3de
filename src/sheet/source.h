/* source.h - the bytes of a file, told apart and read as UTF-8, a piece at a time.
 *
 * What is no regular file (a pipe) is first copied to a nameless temporary one, because a table is
 * read twice: once to know its encoding, once for its rows. A text is taken for UTF-16 by its mark,
 * else for UTF-8 if every byte of the whole file agrees, else for GB18030, else it is refused: a
 * guess from the first lines would be wrong for the one hospital whose name stands at the end. */
#ifndef JICAI_SOURCE_H
#define JICAI_SOURCE_H
#include <iconv.h>

#include "base/core/err.h"
#include "base/host/arena.h"

enum { SOURCE_CHUNK = 64 * 1024 };

enum encoding { ENCODING_UTF8, ENCODING_UTF16LE, ENCODING_UTF16BE, ENCODING_GB18030 };

struct source {
    int fd;
    const char *path;
    int64_t size, at; /* bytes of the file; read so far */
    enum encoding encoding;
    iconv_t conv; /* (iconv_t)-1: none needed */
    char *raw;    /* what the converter has not taken yet */
    size_t raw_n;
};

/* Everything is closed with the arena. A form that we know and refuse (PDF, old .xls, a picture,
 * an archive) is an error; *zip says that it may be a workbook. */
bool source_open(struct source *s, struct arena *a, const char *path, bool *zip, struct err *e);
/* Read the whole file once and settle its encoding; then source_read() gives it from the start,
 * without its byte order mark. NUL bytes are refused with their place. */
bool source_settle(struct source *s, struct err *e);
/* At most `size` bytes of UTF-8 (size >= 16); *n 0: the end. */
bool source_read(struct source *s, char *out, size_t size, size_t *n, struct err *e);
#endif
