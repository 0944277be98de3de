#include "project/explained.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "project/query.h"

enum { TERMS_TEXT_MAX = EXPLAIN_TERMS * 256, STEPS_MAX = 5000 };

static const char *const term_names[] = {
    [TERM_NONE] = "none",   [TERM_MONEY] = "money", [TERM_QTY] = "qty",
    [TERM_RATIO] = "ratio", [TERM_TIMES] = "times", [TERM_DATE] = "date",
    [TERM_MONTH] = "month", [TERM_INT] = "int",     [TERM_TEXT] = "text",
};
enum { TERM_TYPES = TERM_TEXT + 1 };

/* "money 125000\ntext A\n": one line a term; a text has no line break (text_is_clean). */
static const char *
terms_text(struct arena *a, const struct term term[static EXPLAIN_TERMS])
{
    const char *text = "";
    size_t last = EXPLAIN_TERMS;
    while (last > 0 && term[last - 1].type == TERM_NONE)
        last--;
    for (size_t i = 0; i < last; i++) {
        const struct term *t = &term[i];
        text = t->type == TERM_TEXT
                   ? arena_printf(a, "%stext %s\n", text, t->s != NULL ? t->s : "")
                   : arena_printf(a, "%s%s %" PRId64 "\n", text, term_names[t->type], t->n);
    }
    return text;
}

static void
terms_parse(struct arena *a, const char *text, struct term term[static EXPLAIN_TERMS])
{
    for (size_t i = 0; i < EXPLAIN_TERMS && *text != '\0'; i++) {
        size_t line = strcspn(text, "\n"), word = strcspn(text, " \n");
        char *value = arena_alloc(a, line - word + 1);
        memcpy(value, text + word + (word < line), line - word - (word < line));
        for (int t = 0; t < TERM_TYPES; t++)
            if (strlen(term_names[t]) == word && strncmp(term_names[t], text, word) == 0)
                term[i].type = (enum term_type)t;
        if (term[i].type == TERM_TEXT)
            term[i].s = value;
        else
            term[i].n = strtoll(value, NULL, 10);
        text += line + (text[line] == '\n');
    }
}

static enum rule
rule_of(const char *key)
{
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++)
        if (strcmp(rule_key((enum rule)r), key) == 0)
            return (enum rule)r;
    return RULE_NONE;
}

static bool
steps_put(struct db *db, struct arena *a, int64_t pool, const char *what, const char *id,
          const struct explain *x, struct err *e)
{
    enum { VALUES = 7 };
    struct val *v = arena_array(a, struct val, x->n * VALUES + 1);
    for (size_t i = 0; i < x->n; i++) {
        const struct explain_step *s = &x->step[i];
        struct val *row = &v[i * VALUES];
        row[0] = v_int(pool);
        row[1] = v_text(what);
        row[2] = v_text(id);
        row[3] = v_int((int64_t)i + 1);
        row[4] = v_text(msg_name(s->say));
        row[5] = v_text(rule_key(s->rule));
        row[6] = v_text(terms_text(a, s->term));
    }
    return db_many(db, &q_explained_step_write, v, x->n, e);
}

bool
explained_put(struct db *db, struct arena *a, int64_t pool, const char *what, const char *id,
              const struct stamp *stamp, const struct explain *x, struct err *e)
{
    assert(x == NULL || x->n <= STEPS_MAX);
    return db_do(db, &q_explained_clear, e, v_int(pool), v_text(what), v_text(id)) &&
           db_do(db, &q_explained_write, e, v_int(pool), v_text(what), v_text(id),
                 v_text(stamp->pack), v_text(stamp->pack_sha256), v_text(stamp->edition),
                 v_text(stamp->inputs_sha256)) &&
           (x == NULL || steps_put(db, a, pool, what, id, x, e));
}

bool
explained_get(struct db *db, struct arena *a, int64_t pool, const char *what, const char *id,
              struct stamp *stamp, struct explain *x, bool *found, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_explained_get, a, &r, e, v_int(pool), v_text(what), v_text(id)))
        return false;
    *x = (struct explain){0};
    *found = r.n == 1;
    if (!*found)
        return true;
    *stamp = (struct stamp){row_text(&r, 0, 0), row_text(&r, 0, 1), row_text(&r, 0, 2),
                            row_text(&r, 0, 3)};
    if (!db_run(db, &q_explained_step_each, a, &r, e, v_int(pool), v_text(what), v_text(id)))
        return false;
    x->step = arena_array(a, struct explain_step, r.n + 1);
    x->n = x->max = r.n;
    for (size_t i = 0; i < r.n; i++) {
        x->step[i].say = msg_find(row_text(&r, i, 0));
        x->step[i].rule = rule_of(row_text(&r, i, 1));
        terms_parse(a, row_text(&r, i, 2), x->step[i].term);
    }
    return true;
}

static bool
term_same(const struct term *a, const struct term *b)
{
    if (a->type != b->type)
        return false;
    return a->type == TERM_TEXT ? strcmp(a->s, b->s) == 0 : a->n == b->n;
}

bool
explain_same(const struct explain *a, const struct explain *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        if (a->step[i].say != b->step[i].say || a->step[i].rule != b->step[i].rule)
            return false;
        for (size_t t = 0; t < EXPLAIN_TERMS; t++)
            if (!term_same(&a->step[i].term[t], &b->step[i].term[t]))
                return false;
    }
    return true;
}

void
inputs_add_text(struct sha256 *s, const char *text)
{
    char head[INT_TEXT_MAX];
    size_t len = strlen(text);
    int_text((int64_t)len, head);
    sha256_add(s, head, strlen(head));
    sha256_add(s, ":", 1);
    sha256_add(s, text, len);
}

void
inputs_add_int(struct sha256 *s, int64_t n)
{
    char text[INT_TEXT_MAX];
    inputs_add_text(s, int_text(n, text));
}

char *
inputs_end(struct sha256 *s, char out[static SHA256_HEX_MAX])
{
    uint8_t bytes[SHA256_SIZE];
    sha256_end(s, bytes);
    return sha256_text(bytes, out);
}
