/* route.h - what the outside may ask. Each wing has one table that says who may call what, with
 * which body and which answer; the server checks all of it before a handler runs, so a handler only
 * does its own work: it reads c->in, calls the verb that the command line calls too, fills a struct
 * of the route's `out` shape and ends with `return reply(c, 200, &it)`.
 *
 *     static bool
 *     demand_post(struct call *c)
 *     {
 *         const struct demand_in *in = c->in;
 *         ...
 *         return report_demand(c->db, c->arena, &key, in->qty, in->reason, &how, &c->err) &&
 *                reply(c, how == PUT_NEW ? 201 : 200, out);
 *     }
 *
 * A handler that cannot do it returns false with c->err set (err_set) or with c->errs filled; the
 * server makes problem+json of it in the caller's language. Places: `.file = "/lines/3/qty"` is a
 * JSON pointer, `.file = "?limit"` a query parameter, `.field = "qty"` is "/qty". ERR_INPUT is 400,
 * ERR_DENIED 403, ERR_NOT_FOUND 404, ERR_CONFLICT 409 (also a rule's "no"), ERR_TOO_LARGE 422. What
 * lies outside the caller's scope is ERR_NOT_FOUND, like what does not exist.
 *
 * Everything a handler makes lives in c->arena. A WRITE handler is the body of a transaction (see
 * db_job in db/db.h): it checks before its first write and may run several times. */
#ifndef JICAI_ROUTE_H
#define JICAI_ROUTE_H
#include "db/db.h"
#include "http/person.h"
#include "http/shape.h"

enum { ARGS_MAX = 6, PART_MAX = 128, BODY_MAX = 64 * 1024, REPLY_HEADERS_MAX = 4 };
enum { CURSOR_PARTS_MAX = 4, CURSOR_MAX = 512, PAGE_LIMIT = 50, PAGE_LIMIT_MAX = 200 };

enum where {         /* a handler runs, and what c->db is there */
             INLINE, /* on the connection's thread: point reads, short pages; one snapshot */
             READ,   /* a reader thread: longer reads; one snapshot */
             WRITE,  /* the writer: inside the transaction of c->pool */
             SLOW,   /* the slow worker (PDF, Excel, award, import, a day, a settlement): a
                        connection without a transaction, db_read() and call_write() for more */
             DOOR    /* as SLOW, for those who come in (password hashing): a worker of their own, so
                        that an import of minutes keeps nobody out */
};

enum scope {             /* what of the path the server compares with the person */
             SCOPE_NONE, /* nothing: what is shown depends on roles only */
             SCOPE_ORG,  /* the handler's SQL is filtered by c->who.org or c->who.region; a :pool in
                            the path must be one of the person's */
             SCOPE_POOL  /* :pool must be one of the person's pools, or it is 404 */
};

enum route_flag {
    ROUTE_CREATES = 1, /* may answer 201 */
    ROUTE_MATCH = 2,   /* needs If-Match (428 without); the handler asks call_match() */
    ROUTE_HALF = 4,    /* also for a session whose second factor is still to come */
    ROUTE_TIGHT = 8,   /* few a minute from one address: login, registration, tokens */
    ROUTE_SECRET = 16, /* the answer holds a secret: no-store, and no Idempotency-Key, for which it
                          would be stored. Every other POST that writes takes one: the answer is
                          stored in the transaction of the work and given again. */
    ROUTE_PAGE = 32 /* whatever no other route is for, with any query, for anybody: what a browser
                       shows, and so not in OpenAPI */
};

/* A body, or an answer, that is not JSON. */
struct raw {
    const char *types; /* media types, a space between: "text/csv application/pdf" */
    int64_t max;       /* bytes of an upload; it is streamed to a file */
};

struct upload {
    const char *path; /* a file of this call's own, gone afterwards */
    const char *type; /* one of the route's */
    const char *name; /* from Content-Disposition, clean; "" when it had none */
    int64_t size;
    uint8_t sha256[32];
};

struct call;

struct route {
    const char *id; /* operationId: "demand.report" */
    const char *method, *path;
    uint64_t roles; /* any of them; ROLES_PUBLIC: no session needed */
    enum where where;
    enum scope scope;
    unsigned flags;            /* enum route_flag */
    const struct shape *query; /* NULL: no parameters */
    const struct shape *in;    /* NULL: no JSON body */
    const struct shape *out;   /* NULL: 204 or raw_out */
    const struct raw *raw_in, *raw_out;
    bool (*handle)(struct call *c);
    /* Of a WRITE route, for all its requests of a group, in the writer's transaction before the
     * first of them: see db_ahead_of. The calls have the same db and pool. NULL: none. */
    bool (*ahead)(struct call *const calls[], size_t n, struct err *e);
    enum msg summary;
    const char *page; /* the page of the web application that uses it; NULL: none */
    size_t body_max;  /* 0: BODY_MAX */
};

struct routes { /* of one wing */
    const struct route *list;
    size_t n;
};
#define ROUTES(table)                                                                              \
    {                                                                                              \
        (table), sizeof(table) / sizeof((table)[0])                                                \
    }

/* Writes to `to` what is new since it was last asked ("data: ...\n\n" of server-sent events);
 * nothing when there is nothing. Where it stands is in `arg`, which lives in the call's first
 * arena; c->arena is emptied each time, c->db is a reader. */
typedef bool stream_next(struct call *c, void *arg, FILE *to);

struct reply_header {
    const char *name, *value;
};

struct reply {
    unsigned status;                /* 0: none yet */
    const void *out;                /* of the route's `out` shape */
    const char *text, *type, *name; /* instead of `out`: raw bytes in the arena, `text_n` */
    size_t text_n;
    const char *path;  /* instead of both: a file, sent and then removed */
    stream_next *next; /* or a stream that does not end */
    void *arg;
    struct reply_header header[REPLY_HEADERS_MAX];
    size_t headers_n;
};

struct call {
    struct arena *arena;
    struct db *db;
    const struct route *route;
    const char *arg[ARGS_MAX]; /* the :parts of the path, in order */
    int64_t pool;              /* of :pool in the path; 0: the platform */
    const void *in, *query;    /* of the route's shapes */
    const struct upload *file; /* of raw_in */
    struct person who;
    const char *address; /* the peer's, as text */
    int64_t at;          /* microseconds UTC, read once at the door */
    date today;          /* the business date */
    bool simulated;      /* the server is a simulation: dates are what the caller says */
    enum lang lang;
    struct err err; /* why a handler returned false; or */
    struct errs errs;
    struct reply reply;
    struct {
        const char *if_match, *idempotency_key;
        const char *body_digest; /* SHA-256 of method, path and body, hexadecimal */
    } head;
    const char *(*header)(const struct call *c, const char *name); /* NULL when absent */
};

/* Who is asking: access/ sets c->who from the headers (call_header: Cookie, Authorization,
 * X-CSRF-Token), with c->db a reader. Nobody is true with SESSION_NONE; false, with c->err, is for
 * a session that is wrong (ERR_LOGIN) or a request that may not use it (ERR_DENIED). */
typedef bool call_who(struct call *c);

/* Lists as tables (CSV, XLSX), for people: asked for with `Accept` or `?format=`, of every GET
 * whose answer has "items". Set by who knows sheets. `open` says c->err; `row`: of the shape. */
enum list_format { LIST_JSON, LIST_CSV, LIST_XLSX };
#define TABLE_CSV_TYPE "text/csv; charset=utf-8"
#define TABLE_XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
struct table_maker {
    bool (*open)(void **out, struct call *c, const char *path, const struct shape *row);
    void (*row)(void *writer, const void *value);
    bool (*close)(void *writer, struct err *e);
    void (*cancel)(void *writer);
};

/* The whole interface: what the server serves and OpenAPI prints. */
struct api {
    const struct routes *const *wings; /* NULL at the end */
    const char *const *role_names;     /* of the bits; NULL at the end */
    call_who *who;                     /* NULL: everybody is nobody */
    const char *cookie;                /* of a session, for OpenAPI; NULL: none */
    const struct table_maker *tables;  /* NULL: lists are JSON only */
};

bool reply(struct call *c, unsigned status, const void *out); /* out: in the arena, or constant */
bool reply_empty(struct call *c);                             /* 204 */
/* `type` "text/csv; charset=utf-8"; `name` for saving, or NULL. */
bool reply_raw(struct call *c, const char *type, const char *name, const char *text, size_t n);
bool reply_file(struct call *c, const char *type, const char *name, const char *path);
/* For as long as the client listens: asked again after each commit, and every two seconds. The
 * route has raw_out "text/event-stream". */
bool reply_stream(struct call *c, stream_next *next, void *arg);
void reply_header(struct call *c, const char *name, const char *value); /* Set-Cookie, Location */

/* An empty file of this call's own, "" or ".xlsx" at the end of its name, where the server keeps
 * what lives as long as a request; for reply_file(), or the caller removes it. */
bool call_scratch(struct call *c, const char *suffix, const char **path);

const char *call_header(const struct call *c, const char *name); /* NULL when absent */
bool call_arg_int(struct call *c, size_t at, int64_t *out);      /* else 404 */
bool call_arg_date(struct call *c, size_t at, date *out);
bool call_arg_month(struct call *c, size_t at, month *out);

/* For a change under If-Match: is what the caller saw still so? `current` is what GET of the same
 * thing would answer, of GET's `out` shape. False: 412. The ETag of an answer is made from it. */
bool call_match(struct call *c, const struct shape *shape, const void *current);

/* From a SLOW or DOOR handler: `body` in a transaction of `pool`, with c->db set; it may run
 * several times. The last one ends with reply(): the Idempotency-Key is kept in the same
 * transaction. One before it (count an attempt, then hash the password, then open the session) does
 * not reply. */
typedef bool call_body(struct call *c, void *arg);
bool call_write(struct call *c, int64_t pool, call_body *body, void *arg);

/* --- pages --- A list answers {"items": [...], "next": "..."}; `next` is opaque: the key of the
 * last row. Take it apart, ask for limit + 1 rows after it, and cut. */
struct page {
    const char *after; /* "" from the beginning */
    int64_t limit;     /* 0: PAGE_LIMIT */
};
#define PAGE_FIELDS(S, m)                                                                          \
    F_TEXT(S, "after", m.after, CURSOR_MAX, FIELD_OPT),                                            \
        F_INT(S, "limit", m.limit, 1, PAGE_LIMIT_MAX, FIELD_OPT)
struct page_query { /* of routes that ask for nothing else */
    struct page page;
};
extern const struct shape page_shape;
int64_t page_limit(const struct page *p);
/* The parts of the key, "" each at the beginning; false: not one of ours. */
bool page_after(struct call *c, const struct page *p, size_t n, const char *part[]);
const char *page_next(struct call *c, size_t n, const char *const part[]);
#endif
