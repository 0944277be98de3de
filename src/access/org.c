#include "access/org.h"

#include <string.h>

#include "access/query.h"
#include "base/core/text.h"
#include "words/access.h"

bool
code_is_plain(const char *s, size_t max)
{
    size_t n = strlen(s);
    return n > 0 && n <= max && s[0] != '.' && s[0] != '-' &&
           strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") == n;
}

/* Signs that are not seen or that turn the reading direction: U+200B-200F, 202A-202E, 2060-2069,
 * FEFF. In UTF-8, clean. */
static bool
is_hidden(const unsigned char *s)
{
    if (s[0] == 0xe2 && s[1] == 0x80)
        return (s[2] >= 0x8b && s[2] <= 0x8f) || (s[2] >= 0xaa && s[2] <= 0xae);
    if (s[0] == 0xe2 && s[1] == 0x81)
        return s[2] >= 0xa0 && s[2] <= 0xa9;
    return s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf;
}

bool
name_fine(const char *s, size_t max, const char *field, struct err *e)
{
    size_t n = strlen(s), chars = 0;
    bool ok = n > 0 && s[0] != ' ' && s[n - 1] != ' ' && text_is_clean(s, n);
    for (size_t i = 0; ok && i < n; i++) {
        chars += ((unsigned char)s[i] & 0xc0) != 0x80;
        ok = !is_hidden((const unsigned char *)s + i);
    }
    return (ok && chars <= max) || err_set(e, ERR_INPUT, M_NAME_SIGNS, .field = field);
}

static bool
region_fine(const char *region, struct err *e)
{
    return *region == '\0' || code_is_plain(region, 16) ||
           err_set(e, ERR_INPUT, M_ORG_REGION, {region}, .field = "region");
}

static bool
fine(const struct org *in, struct err *e)
{
    if (!code_is_plain(in->code, ORG_CODE_MAX))
        return err_set(e, ERR_INPUT, M_ORG_CODE, {in->code}, .field = "code");
    if (!name_fine(in->name, ORG_NAME_MAX, "name", e) || !region_fine(in->region, e))
        return false;
    if ((in->roles & ~org_kind_roles(in->kind, in->region)) != 0)
        return err_set(e, ERR_INPUT, M_ROLE_KIND, {org_kind_names[in->kind]}, .field = "roles");
    return true;
}

static void
from_row(const struct rows *r, size_t i, struct org *out)
{
    *out = (struct org){
        .code = row_text(r, i, 0),
        .name = row_text(r, i, 2),
        .region = row_text(r, i, 3),
        .paid_by = row_int(r, i, 4),
        .roles = row_int(r, i, 5),
        .suspended = row_int(r, i, 6) != 0,
        .reason = row_text(r, i, 7),
    };
    (void)org_kind_parse(&out->kind, row_text(r, i, 1));
}

bool
org_put(struct db *db, struct arena *a, const struct org *in, bool *fresh, struct err *e)
{
    struct rows r;
    if (!fine(in, e) || !db_run(db, &q_org_get, a, &r, e, v_text(in->code)))
        return false;
    *fresh = r.n == 0;
    if (r.n > 0 && strcmp(row_text(&r, 0, 1), org_kind_names[in->kind]) != 0)
        return err_set(e, ERR_CONFLICT, M_ORG_KIND, {in->code, row_text(&r, 0, 1)},
                       .field = "kind");
    int64_t roles = in->roles != 0 ? in->roles | AS_MANAGER : org_kind_roles(in->kind, in->region);
    return db_do(db, &q_org_write, e, v_text(in->code), v_text(org_kind_names[in->kind]),
                 v_text(in->name), v_text(in->region), v_int(in->paid_by), v_int(roles),
                 v_int(in->suspended), v_text(in->reason));
}

bool
org_find(struct db *db, struct arena *a, const char *code, struct org *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_org_get, a, &r, e, v_text(code)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_ORG, {code}, .field = "org");
    from_row(&r, 0, out);
    return true;
}

bool
org_list(struct db *db, struct arena *a, const struct org_filter *f, struct orgs *out,
         struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_org_list, a, &r, e, v_text(f->after), v_text(f->lo), v_text(f->hi),
                v_text(f->only), v_text(f->kind), v_int(f->limit)))
        return false;
    *out = (struct orgs){.list = arena_array(a, struct org, r.n), .n = r.n};
    for (size_t i = 0; i < r.n; i++)
        from_row(&r, i, &out->list[i]);
    return true;
}
