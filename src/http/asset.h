/* asset.h - the files of the web application, which travel in the binary: packed once when they are
 * built (plain, gzip, Brotli; a hash each), only picked here. A file with its hash in its name is
 * for ever; any other address that is no interface's is the first page, which finds its own way. */
#ifndef JICAI_ASSET_H
#define JICAI_ASSET_H
#include <stdbool.h>
#include <stddef.h>

struct packed {
    const char *at;
    size_t n; /* 0: not packed this way, since it would not be smaller */
};

struct asset {
    const char *path; /* "/index.html", "/assets/x-6f2a.js"; NULL at the end of a list */
    const char *type; /* with its charset */
    const char *etag; /* in quotes */
    bool fixed;       /* its name changes when it does */
    struct packed plain, gzip, brotli;
};

/* The one at `path`, or the first page when `path` has no "." after its last "/"; NULL: neither. */
const struct asset *asset_find(const struct asset *list, const char *path);

/* Does a header such as Accept-Encoding name `coding`, and not with q=0? */
bool coding_accepted(const char *header, const char *coding);

struct call;
bool page_get(struct call *c); /* the handler of the route of all pages */
#endif
