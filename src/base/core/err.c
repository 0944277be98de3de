#include "base/core/err.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/core/text.h"

static void
keep(char *out, size_t size, const char *s)
{
    if (s != NULL)
        memcpy(out, s, text_cut(s, size - 1)); /* the rest of `out` is zero */
}

/* Of a long path the end tells more than the beginning. */
static const char *
tail(const char *s)
{
    size_t n = s != NULL ? strlen(s) : 0;
    if (n >= ERR_WHERE_MAX)
        for (s += n - ERR_WHERE_MAX + 1; ((unsigned char)*s & 0xc0) == 0x80;)
            s++;
    return s;
}

bool
err_put(struct err *e, enum err_code code, struct err_said said)
{
    *e = (struct err){.code = code, .msg = said.msg};
    for (size_t i = 0; i < ERR_ARGS; i++)
        keep(e->arg[i], sizeof(e->arg[i]), said.arg[i]);
    keep(e->at.file, sizeof(e->at.file), tail(said.file));
    keep(e->at.field, sizeof(e->at.field), said.field);
    e->at.line = said.line;
    e->at.column = said.column;
    return false;
}

size_t
words_fill(char *out, size_t size, const char *w, const char *const arg[], size_t n)
{
    size_t used = 0;
    assert(size > 0);
    while (*w != '\0') {
        const char *from = w;
        size_t len = strcspn(w, "{");
        if (len > 0) {
            w += len;
        } else { /* "{1}" to "{6}", "{1:level}": the generator lets nothing else through */
            size_t k = (size_t)(w[1] - '1');
            from = k < n && arg[k] != NULL ? arg[k] : "";
            len = strlen(from);
            w += strcspn(w, "}") + 1;
        }
        if (len > size - 1 - used)
            len = text_cut(from, size - 1 - used);
        memcpy(out + used, from, len);
        used += len;
    }
    out[used] = '\0';
    return used;
}

/* "file:12:3: field: " as far as known. */
static size_t
place_text(const struct err_place *at, char out[static ERR_TEXT_MAX])
{
    int n = 0;
    if (at->file[0] != '\0')
        n = snprintf(out, ERR_TEXT_MAX, "%s:", at->file);
    if (at->line > 0)
        n += snprintf(out + n, ERR_TEXT_MAX - (size_t)n, "%" PRId64 ":", at->line);
    if (at->column > 0)
        n += snprintf(out + n, ERR_TEXT_MAX - (size_t)n, "%" PRId64 ":", at->column);
    if (n > 0)
        n += snprintf(out + n, ERR_TEXT_MAX - (size_t)n, " ");
    if (at->field[0] != '\0')
        n += snprintf(out + n, ERR_TEXT_MAX - (size_t)n, "%s: ", at->field);
    return (size_t)n;
}

/* A fact that is a code is said by its name: "{1:level}" of "county" by the sentence
 * level_county. */
static const char *
fact(enum lang lang, const char *template, size_t k, const char *code)
{
    char id[ERR_ARG_MAX + 32];
    const char *at = template + strcspn(template, "{");
    while (*at != '\0' && (at[1] != (char)('1' + k) || at[2] != ':'))
        at += 1 + strcspn(at + 1, "{");
    if (*at == '\0')
        return code;
    at += 3;
    snprintf(id, sizeof(id), "%.*s_%s", (int)strcspn(at, "}"), at, code);
    enum msg m = msg_find(id);
    return m != M_NONE ? word_text(lang, m) : code;
}

char *
err_text(const struct err *e, enum lang lang, char out[static ERR_TEXT_MAX])
{
    const char *arg[ERR_ARGS];
    const struct words *w = words_of(lang, e->msg);
    size_t n = place_text(&e->at, out);

    for (size_t i = 0; i < ERR_ARGS; i++)
        arg[i] = fact(lang, w->text, i, e->arg[i]);
    n += words_fill(out + n, ERR_TEXT_MAX - n, w->text, arg, ERR_ARGS);
    if (w->todo[0] != '\0') {
        n += words_fill(out + n, ERR_TEXT_MAX - n, lang == LANG_ZH ? "。" : ". ", arg, 0);
        n += words_fill(out + n, ERR_TEXT_MAX - n, w->todo, arg, ERR_ARGS);
    }
    return out;
}

bool
errs_add(struct errs *all, const struct err *e)
{
    all->total++;
    if (all->n < all->max)
        all->list[all->n++] = *e;
    return false;
}
