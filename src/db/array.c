#include "db/array.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"

/* --- values --- */

static void
put(struct array *a, const char *s, size_t n)
{
    if (a->n + n + 1 > a->room) {
        a->room = (a->n + n + 1) * 2;
        if ((a->text = realloc(a->text, a->room)) == NULL)
            abort();
    }
    memcpy(a->text + a->n, s, n);
    a->n += n;
    a->text[a->n] = '\0';
}

static void
puts_to(struct array *a, const char *s)
{
    put(a, s, strlen(s));
}

static void
put_quoted(struct array *a, const char *s)
{
    put(a, "\"", 1);
    for (; *s != '\0';) {
        size_t n = strcspn(s, "\"\\");
        put(a, s, n);
        s += n;
        if (*s == '\0')
            break;
        put(a, "\\", 1);
        put(a, s++, 1);
    }
    put(a, "\"", 1);
}

void
array_add(struct array *a, const struct val *v)
{
    char number[INT_TEXT_MAX];
    put(a, a->n == 0 ? "{" : ",", 1);
    switch (v->type) {
    case VAL_NULL: puts_to(a, "NULL"); break;
    case VAL_INT: puts_to(a, int_text(v->i, number)); break;
    case VAL_TEXT: put_quoted(a, v->s); break;
    }
}

const char *
array_end(struct array *a)
{
    if (a->n == 0)
        put(a, "{", 1);
    put(a, "}", 1);
    return a->text;
}

void
array_clear(struct array *a)
{
    a->n = 0;
}

void
array_free(struct array *a)
{
    free(a->text);
    *a = (struct array){.text = NULL};
}

/* --- statements --- */

/* $7 becomes u.p7. */
static void
put_sql(struct array *out, const char *sql, size_t n)
{
    bool quoted = false;
    for (size_t i = 0; i < n; i++) {
        quoted = quoted != (sql[i] == '\'');
        bool parameter = sql[i] == '$' && !quoted;
        put(out, parameter ? "u.p" : &sql[i], parameter ? 3 : 1);
    }
}

static void
put_arrays(struct array *out, const struct val like[], size_t n, bool numbered)
{
    char text[64];
    puts_to(out, "unnest(");
    for (size_t i = 0; i < n; i++) {
        snprintf(text, sizeof(text), "%sCAST($%zu AS %s[])", i > 0 ? ", " : "", i + 1,
                 like[i].type == VAL_INT ? "BIGINT" : "TEXT");
        puts_to(out, text);
    }
    puts_to(out, numbered ? ") WITH ORDINALITY AS u (" : ") AS u (");
    for (size_t i = 0; i < n; i++) {
        snprintf(text, sizeof(text), "%sp%zu", i > 0 ? ", " : "", i + 1);
        puts_to(out, text);
    }
    puts_to(out, numbered ? ", i)" : ")");
}

static bool
begins(const char *sql, const char *word)
{
    return strncmp(sql, word, strlen(word)) == 0;
}

static void
put_select(struct array *out, const char *sql, size_t n, const struct val like[], size_t params)
{
    puts_to(out, "SELECT u.i, q.* FROM ");
    put_arrays(out, like, params, true);
    puts_to(out, ", LATERAL (SELECT row_number() OVER () AS k, b.* FROM (");
    put_sql(out, sql, n);
    puts_to(out, ") AS b) AS q ORDER BY u.i, q.k");
}

/* VALUES (...) becomes SELECT ... FROM the arrays. */
static bool
put_insert(struct array *out, const char *sql, size_t n, const struct val like[], size_t params)
{
    static const char values[] = "VALUES (";
    const char *at = strstr(sql, values), *end;
    bool quoted = false;
    int depth = 1;
    if (at == NULL)
        return false;
    put_sql(out, sql, (size_t)(at - sql));
    at += sizeof(values) - 1;
    for (end = at; depth > 0; end++) {
        assert(*end != '\0');
        quoted = quoted != (*end == '\'');
        if (!quoted)
            depth += (*end == '(') - (*end == ')');
    }
    puts_to(out, "SELECT ");
    put_sql(out, at, (size_t)(end - 1 - at));
    puts_to(out, " FROM ");
    put_arrays(out, like, params, false);
    put_sql(out, end, n - (size_t)(end - sql));
    return true;
}

static bool
put_update(struct array *out, const char *sql, size_t n, const struct val like[], size_t params)
{
    const char *where = strstr(sql, "WHERE ");
    if (where == NULL || strstr(where + 1, "WHERE ") != NULL)
        return false;
    put_sql(out, sql, (size_t)(where - sql));
    puts_to(out, "FROM ");
    put_arrays(out, like, params, false);
    puts_to(out, " ");
    put_sql(out, where, n - (size_t)(where - sql));
    return true;
}

char *
array_text(const char *sql, const struct val like[], size_t params)
{
    struct array out = {.text = NULL};
    bool ok = true;
    sql += strspn(sql, " \n");
    size_t n = strlen(sql);
    while (n > 0 && (sql[n - 1] == ';' || sql[n - 1] == '\n' || sql[n - 1] == ' '))
        n--;
    if (begins(sql, "SELECT ") || begins(sql, "WITH "))
        put_select(&out, sql, n, like, params);
    else if (begins(sql, "INSERT "))
        ok = put_insert(&out, sql, n, like, params);
    else
        ok = begins(sql, "UPDATE ") && put_update(&out, sql, n, like, params);
    if (!ok)
        array_free(&out);
    return out.text;
}
