#include "db/wide.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* $k becomes the number of the parameter that it is in row `row`. */
static void
put_row(FILE *to, const char *s, size_t n, size_t first)
{
    bool quoted = false;
    for (size_t i = 0; i < n;) {
        quoted = quoted != (s[i] == '\'');
        if (s[i] != '$' || quoted) {
            fputc(s[i++], to);
            continue;
        }
        char *end;
        unsigned long k = strtoul(&s[i + 1], &end, 10);
        fprintf(to, "?%zu", first + k);
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
    const char *at = strstr(sql, values);
    if (strncmp(sql + strspn(sql, " \n"), "INSERT ", 7) != 0 || at == NULL)
        return NULL;
    at += sizeof(values) - 2; /* at its parenthesis */
    const char *end = closed(at + 1);
    if (strchr(end, '$') != NULL)
        return NULL;
    char *text;
    size_t n;
    FILE *to = open_memstream(&text, &n);
    if (to == NULL)
        abort();
    fwrite(sql, 1, (size_t)(at - sql), to);
    for (size_t i = 0; i < rows; i++) {
        fputs(i > 0 ? ", " : "", to);
        put_row(to, at, (size_t)(end - at), i * params);
    }
    fputs(end, to);
    fclose(to);
    return text;
}
