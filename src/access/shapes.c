#include "access/shapes.h"

#include <string.h>

#include "access/role.h"
#include "words/access.h"

bool
page_reply(struct call *c, const void *rows, size_t n, const char *next)
{
    struct page_out *out = arena_array(c->arena, struct page_out, 1);
    *out = (struct page_out){{rows, n}, next};
    return reply(c, 200, out);
}

struct list
roles_list(struct arena *a, int64_t roles)
{
    const char **list = arena_array(a, const char *, ROLE_BITS);
    size_t n = 0;
    for (size_t i = 0; i < ROLE_BITS; i++)
        if ((roles >> i & 1) != 0)
            list[n++] = role_names[i];
    return (struct list){list, n};
}

bool
roles_bits(struct call *c, const struct list *names, int64_t *out)
{
    const char *const *name = names->at;
    *out = 0;
    for (size_t i = 0; i < names->n; i++) {
        int64_t bit;
        const char *bad;
        if (*name[i] == '\0' || strchr(name[i], ';') != NULL || !roles_parse(&bit, name[i], &bad))
            return err_set(&c->err, ERR_INPUT, M_ROLE_UNKNOWN, {name[i]}, .field = "roles");
        *out |= bit;
    }
    return true;
}
