/* xlsx_part.h - one XML part of a workbook, inflated and parsed a piece at a time.
 *
 * Whoever sent the file may mean harm, so a part may not be larger than its limit, inflate more
 * than 200-fold, nest deeply, hold one huge token, or bring a DOCTYPE (and with it entities). */
#ifndef JICAI_XLSX_PART_H
#define JICAI_XLSX_PART_H
#include <expat.h>
#include <zip.h>

#include "base/core/err.h"

struct part {
    const char *path, *name; /* of the file; in the archive */
    zip_file_t *file;
    XML_Parser parser;
    int64_t limit, packed, size, fed; /* size: as the archive claims, for a progress bar */
    int depth;
    bool final, suspended;
    enum msg bad; /* why the parser was stopped; M_NONE */
    int64_t row;  /* of a sheet, for messages; 0 */
    /* Local names, without prefix or namespace. NULL: not of interest. */
    void (*start)(void *user, const char *name, const char **atts);
    void (*end)(void *user, const char *name);
    void (*text)(void *user, const char *s, int n);
    void *user;
};

enum pumped { PART_SUSPENDED, PART_DONE, PART_FAILED };

/* `p` has path, limit, handlers and user; at most one part of an archive is open at a time. False
 * with ERR_NOT_FOUND: the archive has no such part. */
bool part_open(struct part *p, zip_t *zip, const char *name, struct err *e);
enum pumped part_pump(struct part *p, struct err *e); /* until part_suspend(), or the end */
void part_suspend(struct part *p);                    /* from a handler */
void part_stop(struct part *p, enum msg why);         /* from a handler: refuse the file */
void part_close(struct part *p);
bool part_read(struct part *p, zip_t *zip, const char *name, struct err *e); /* whole */
const char *part_attr(const char **atts, const char *name);                  /* NULL: not there */
#endif
