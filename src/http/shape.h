/* shape.h - what a JSON object looks like, as a constant table: which fields, of which type, with
 * which bounds, and where each stands in a C struct. One table parses a request into the struct,
 * prints a struct as a reply, and prints itself as JSON Schema for OpenAPI; so a reply always has
 * the shape that is documented.
 *
 *     struct line { const char *product; qty qty; };
 *     static const struct field line_fields[] = {
 *         F_TEXT(struct line, "product", product, 40, 0),
 *         F_QTY(struct line, "qty", qty, 0),
 *     };
 *     const struct shape line_shape = SHAPE("DemandLine", struct line, line_fields);
 *
 * The macros do not compile when the member has another type. Unknown fields, duplicates, wrong
 * types and missing fields are all reported at once, each with its JSON pointer. Parsed texts live
 * as long as the arena. */
#ifndef JICAI_SHAPE_H
#define JICAI_SHAPE_H
#include <jansson.h>
#include <stddef.h>

#include "base/core/date.h"
#include "base/core/err.h"
#include "base/core/money.h"
#include "base/host/arena.h"
#include "base/host/json.h"

enum field_type {
    FIELD_TEXT,    /* const char *: UTF-8 without control characters, `min` to `max` characters */
    FIELD_INT,     /* int64_t, `min` to `max`; a JSON number without a point */
    FIELD_POOL,    /* int64_t; text of six digits: "500000" */
    FIELD_MONEY,   /* money; text: "12.50", at most 4 decimals; not below zero but with SIGNED */
    FIELD_QTY,     /* qty; a JSON number, 0 to QTY_LIMIT */
    FIELD_RATIO,   /* ratio; text: "30%" or "1.8" in, "30%" out */
    FIELD_DATE,    /* date; text: "2026-03-31" */
    FIELD_MONTH,   /* month; text: "2026-03" */
    FIELD_INSTANT, /* int64_t microseconds; text: "2026-03-31T08:00:00.000000Z" */
    FIELD_BOOL,    /* bool */
    FIELD_ENUM,    /* an enum (int), by the names of its words */
    FIELD_BYTES,   /* struct bytes; text: base64, `max` bytes */
    FIELD_OBJECT,  /* a struct inside the struct, of another shape */
    FIELD_LIST,    /* struct list: `min` to `max` elements of another shape */
    FIELD_JSON     /* const char *: ready JSON, in replies only (explanations, charts) */
};

enum field_flag {
    FIELD_OPT = 1,    /* may be absent: then "", 0, false, an empty list; not printed when so (a
                         bool always is). HAS() when absent and zero differ. */
    FIELD_BLANK = 2,  /* a text that may be "" though it is there */
    FIELD_LINES = 4,  /* a text that may have line ends and tabs */
    FIELD_SECRET = 8, /* password, token: marked in OpenAPI; never logged */
    FIELD_SIGNED = 16
};

struct bytes {
    const uint8_t *at;
    size_t n;
};

struct list { /* of a FIELD_LIST: n structs of the element's shape, one after the other */
    const void *at;
    size_t n;
};

struct shape;

struct field {
    const char *name;
    enum field_type type;
    unsigned flags; /* enum field_flag; above bit 8 the offset + 1 of a bool: see HAS() */
    size_t offset;
    int64_t min, max;
    const struct shape *shape; /* of FIELD_OBJECT and FIELD_LIST */
    const char *const *names;  /* of FIELD_ENUM: `max` of them */
};

/* A shape of one field without a name is that value itself: lists of texts, of dates, ... */
struct shape {
    const char *name; /* in OpenAPI, "DemandLine": unique in the program; NULL: written in place */
    size_t size, n;
    const struct field *fields;
};

enum { SHAPE_ERRS_MAX = 50, SHAPE_LIST_MAX = 1000 };

#define SHAPE(name, type, table)                                                                   \
    {                                                                                              \
        (name), sizeof(type), sizeof(table) / sizeof((table)[0]), (table)                          \
    }

/* The bool `m` of the struct says whether the field is there; instead of FIELD_OPT. */
#define HAS(S, m) (FIELD_OPT | (unsigned)((SHAPE_AT(S, m, bool) + 1) << 8))

/* offsetof, when member `m` has type T. */
#define SHAPE_AT(S, m, T) (offsetof(S, m) + 0 * sizeof(_Generic(((S *)0)->m, T : 1)))
#define SHAPE_AT_INT(S, m)                                                                         \
    (offsetof(S, m) + 0 * sizeof(char[sizeof(((S *)0)->m) == sizeof(int) ? 1 : -1]))
#define SHAPE_FIELD(name_, type_, flags_, ...)                                                     \
    {                                                                                              \
        .name = (name_), .type = (type_), .flags = (unsigned)(flags_), __VA_ARGS__                 \
    }

/* F_x(struct, "json name", member, bounds..., flags): flags 0 means it must be there. */
#define F_TEXT(S, name, m, max_, flags)                                                            \
    SHAPE_FIELD(name, FIELD_TEXT, flags, .offset = SHAPE_AT(S, m, const char *), .max = (max_))
#define F_INT(S, name, m, min_, max_, flags)                                                       \
    SHAPE_FIELD(name, FIELD_INT, flags, .offset = SHAPE_AT(S, m, int64_t), .min = (min_),          \
                .max = (max_))
#define F_POOL(S, name, m, flags)                                                                  \
    SHAPE_FIELD(name, FIELD_POOL, flags, .offset = SHAPE_AT(S, m, int64_t))
#define F_MONEY(S, name, m, flags)                                                                 \
    SHAPE_FIELD(name, FIELD_MONEY, flags, .offset = SHAPE_AT(S, m, money))
#define F_QTY(S, name, m, flags) SHAPE_FIELD(name, FIELD_QTY, flags, .offset = SHAPE_AT(S, m, qty))
#define F_RATIO(S, name, m, flags)                                                                 \
    SHAPE_FIELD(name, FIELD_RATIO, flags, .offset = SHAPE_AT(S, m, ratio))
#define F_DATE(S, name, m, flags)                                                                  \
    SHAPE_FIELD(name, FIELD_DATE, flags, .offset = SHAPE_AT(S, m, date))
#define F_MONTH(S, name, m, flags)                                                                 \
    SHAPE_FIELD(name, FIELD_MONTH, flags, .offset = SHAPE_AT(S, m, month))
#define F_INSTANT(S, name, m, flags)                                                               \
    SHAPE_FIELD(name, FIELD_INSTANT, flags, .offset = SHAPE_AT(S, m, int64_t))
#define F_BOOL(S, name, m, flags)                                                                  \
    SHAPE_FIELD(name, FIELD_BOOL, flags, .offset = SHAPE_AT(S, m, bool))
#define F_ENUM(S, name, m, names_, n_, flags)                                                      \
    SHAPE_FIELD(name, FIELD_ENUM, flags, .offset = SHAPE_AT_INT(S, m), .names = (names_),          \
                .max = (n_))
#define F_BYTES(S, name, m, max_, flags)                                                           \
    SHAPE_FIELD(name, FIELD_BYTES, flags, .offset = SHAPE_AT(S, m, struct bytes), .max = (max_))
#define F_OBJECT(S, name, m, shape_, flags)                                                        \
    SHAPE_FIELD(name, FIELD_OBJECT, flags, .offset = offsetof(S, m), .shape = (shape_))
#define F_LIST(S, name, m, shape_, min_, max_, flags)                                              \
    SHAPE_FIELD(name, FIELD_LIST, flags, .offset = SHAPE_AT(S, m, struct list), .shape = (shape_), \
                .min = (min_), .max = (max_))
#define F_JSON(S, name, m, flags)                                                                  \
    SHAPE_FIELD(name, FIELD_JSON, flags, .offset = SHAPE_AT(S, m, const char *))

/* A list of texts of at most 64 characters: the elements are `const char *`. */
extern const struct shape shape_code;

/* Into *out, a struct of the shape in the arena. False: `errs` has what is wrong, in the order of
 * the document; its places are JSON pointers ("/lines/3/qty"). `json` must live as long. */
bool shape_parse(const struct shape *s, const json_t *json, struct arena *a, const void **out,
                 struct errs *errs);
/* The same from the bytes of a body, whatever they are. */
bool shape_read(const struct shape *s, const char *text, size_t n, struct arena *a,
                const void **out, struct errs *errs);

/* One parameter of a query: name and value, as they came, decoded. */
struct param {
    const char *name, *value;
};
/* Query parameters: the shape has plain values only. Places are "?limit". */
bool shape_query(const struct shape *s, const struct param in[], size_t n, struct arena *a,
                 const void **out, struct errs *errs);

/* `key` as in base/host/json.h. A value that is not of the shape (an enum without a name, a text
 * that is not there) is a bug and asserts. */
void shape_print(const struct shape *s, struct json *j, const char *key, const void *value);
/* The reply's text in the arena; its length in *n. False: larger than the arena may hold. */
bool shape_text(const struct shape *s, const void *value, struct arena *a, const char **out,
                size_t *n, struct err *e);

/* JSON Schema 2020-12; shapes with a name are referred to ("#/components/schemas/..."). */
void shape_schema(const struct shape *s, struct json *j, const char *key);
/* For the components: "Name": {...}; and a single value of a query. */
void shape_define(const struct shape *s, struct json *j);
void field_define(const struct field *f, struct json *j, const char *key);
#endif
