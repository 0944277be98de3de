#include "intake/list_name.h"

#include <stdio.h>
#include <string.h>

#include "registry/query.h"

enum { KNOWN = 256, CODE_TEXT = 32, NAME_TEXT = 1024 }; /* a name and a spec are 400 bytes each */

struct known {
    char code[CODE_TEXT], name[NAME_TEXT];
};

struct list_names {
    struct db *db;
    struct arena *a;
    struct known known[KNOWN];
};

struct list_names *
list_names_new(struct db *db, struct arena *a)
{
    struct list_names *n = arena_alloc(a, sizeof(*n));
    n->db = db;
    n->a = a;
    return n;
}

bool
list_is_coded(const char *field)
{
    static const char *const fields[] = {
        "against",  "agent",       "bidder",   "by",      "company",    "controller", "distributor",
        "hospital", "institution", "org",      "owner",   "party",      "payee",      "payer",
        "product",  "registrant",  "selected", "subject", "substitute", "supplier",   "taken_at"};
    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
        if (strcmp(fields[i], field) == 0)
            return true;
    return false;
}

/* H53230100001 of an institution, a unified social credit code, a code of the consumables' or the
 * drugs' catalogue: as the pages tell them from other texts. */
static bool
looks_coded(const char *s)
{
    static const char signs[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    size_t n = strlen(s);
    if (strspn(s, signs) != n)
        return false;
    return n == 12 ? *s == 'H' || *s == 'P'
                   : n == 18 || (n == 23 && (*s == 'X' || *s == 'Z')) ||
                         (n >= 20 && n <= 27 && *s == 'C');
}

static struct known *
slot(struct list_names *names, const char *code)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (const char *p = code; *p != '\0'; p++)
        h = (h ^ (uint8_t)*p) * 16777619u;
    return &names->known[h % KNOWN];
}

static bool
ask(struct list_names *names, struct known *k, const char *code, struct err *e)
{
    struct rows r;
    struct arena_mark here = arena_mark(names->a);
    if (!db_run(names->db, &q_name_of, names->a, &r, e, v_text(code)))
        return false;
    snprintf(k->code, sizeof(k->code), "%s", code);
    k->name[0] = '\0';
    if (r.n > 0) {
        const char *spec = row_text(&r, 0, 1);
        snprintf(k->name, sizeof(k->name), "%s%s%s", row_text(&r, 0, 0), *spec != '\0' ? " " : "",
                 spec);
    }
    arena_rewind(names->a, here);
    return true;
}

bool
list_name(struct list_names *names, const char *code, const char **name, struct err *e)
{
    *name = "";
    if (!looks_coded(code))
        return true;
    struct known *k = slot(names, code);
    if (strcmp(k->code, code) != 0 && !ask(names, k, code, e))
        return false;
    *name = k->name;
    return true;
}
