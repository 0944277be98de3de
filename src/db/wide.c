#include "db/wide.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
    char *s;
    size_t n, room;
};

static void
put(struct text *t, const char *s, size_t n)
{
    if (t->n + n + 1 > t->room) {
        t->room = (t->n + n + 1) * 2;
        if ((t->s = realloc(t->s, t->room)) == NULL)
            abort();
    }
    memcpy(t->s + t->n, s, n);
    t->n += n;
    t->s[t->n] = '\0';
}

/* $k becomes the number of the parameter that it is in row `row`. */
static void
put_row(struct text *t, const char *s, size_t n, size_t first)
{
    bool quoted = false;
    for (size_t i = 0; i < n;) {
        quoted = quoted != (s[i] == '\'');
        if (s[i] != '$' || quoted) {
            put(t, &s[i++], 1);
            continue;
        }
        char number[24], *end;
        unsigned long k = strtoul(&s[i + 1], &end, 10);
        int len = snprintf(number, sizeof(number), "?%zu", first + k);
        put(t, number, (size_t)len);
        i = (size_t)(end - s);
    }
}

/* Just behind the parenthesis that closes the one before `s`. */
static const char *
closed(const char *s)
{
    bool quoted = false;
    for (int depth = 1; depth > 0; s++) {
        assert(*s != '\0');
        quoted = quoted != (*s == '\'');
        if (!quoted)
            depth += (*s == '(') - (*s == ')');
    }
    return s;
}

char *
wide_text(const char *sql, size_t params, size_t rows)
{
    static const char values[] = "VALUES (";
    struct text t = {NULL, 0, 0};
    const char *at = strstr(sql, values);
    if (strncmp(sql + strspn(sql, " \n"), "INSERT ", 7) != 0 || at == NULL)
        return NULL;
    at += sizeof(values) - 2; /* at its parenthesis */
    const char *end = closed(at + 1);
    if (strchr(end, '$') != NULL)
        return NULL;
    put(&t, sql, (size_t)(at - sql));
    for (size_t i = 0; i < rows; i++) {
        if (i > 0)
            put(&t, ", ", 2);
        put_row(&t, at, (size_t)(end - at), i * params);
    }
    put(&t, end, strlen(end));
    return t.s;
}
