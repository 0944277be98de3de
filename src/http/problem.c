#include "http/problem.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "words/db.h"
#include "words/http.h"

struct kind {
    unsigned status;
    const char *type;
    enum msg title;
};

/* Of the sentences of this layer, those that have a status of their own. */
static const struct kind own[] = {
    {412, "stale", M_TITLE_STALE},          {413, "too-large", M_TITLE_LARGE},
    {414, "address-too-long", M_TITLE_URI}, {415, "media-type", M_TITLE_MEDIA},
    {422, "other-request", M_TITLE_KEY},    {428, "if-match", M_TITLE_MATCH},
    {429, "too-many", M_TITLE_RATE},        {503, "busy", M_TITLE_BUSY},
};
static const struct {
    enum msg msg;
    unsigned status;
} of_msg[] = {
    {M_HTTP_STALE, 412},     {M_HTTP_BODY_LARGE, 413}, {M_HTTP_URI_LONG, 414},
    {M_HTTP_MEDIA, 415},     {M_HTTP_KEY_OTHER, 422},  {M_HTTP_MATCH_NEEDED, 428},
    {M_HTTP_TOO_MANY, 429},  {M_HTTP_BUSY, 503},       {M_HTTP_STOPPING, 503},
    {M_HTTP_NOT_READY, 503},
};
static const struct kind of_code[] = {
    [ERR_NONE] = {500, "internal", M_TITLE_INTERNAL},
    [ERR_INPUT] = {400, "input", M_TITLE_INPUT},
    [ERR_LOGIN] = {401, "login", M_TITLE_LOGIN},
    [ERR_DENIED] = {403, "denied", M_TITLE_DENIED},
    [ERR_NOT_FOUND] = {404, "not-found", M_TITLE_NOT_FOUND},
    [ERR_METHOD] = {405, "method", M_TITLE_METHOD},
    [ERR_CONFLICT] = {409, "conflict", M_TITLE_CONFLICT},
    [ERR_LIMIT] = {429, "too-many", M_TITLE_RATE},
    [ERR_TOO_LARGE] = {422, "too-much", M_TITLE_MUCH},
    [ERR_RETRY] = {503, "busy", M_TITLE_BUSY},
    [ERR_IO] = {500, "internal", M_TITLE_INTERNAL},
};

static const struct kind *
kind_of(const struct err *e)
{
    for (size_t i = 0; i < sizeof(of_msg) / sizeof(*of_msg); i++)
        if (of_msg[i].msg == e->msg)
            for (size_t k = 0; k < sizeof(own) / sizeof(*own); k++)
                if (own[k].status == of_msg[i].status)
                    return &own[k];
    return e->msg == M_POOL_UNKNOWN ? &of_code[ERR_NOT_FOUND] : &of_code[e->code];
}

unsigned
problem_status(const struct err *e)
{
    return kind_of(e)->status;
}

/* "en;q=0.7" -> 700; without q, 1000. */
static int
weight(const char *tag, size_t len)
{
    const char *q = memchr(tag, ';', len);
    int value = 0, scale = 1000;
    if (q == NULL || (q = memchr(q, '=', len - (size_t)(q - tag))) == NULL)
        return scale;
    for (q++; q < tag + len && ((*q >= '0' && *q <= '9') || *q == '.'); q++)
        if (*q != '.' && scale > 0) {
            value += (*q - '0') * scale;
            scale /= 10;
        }
    return value;
}

enum lang
lang_of(const char *accept)
{
    int best[LANG_COUNT] = {0};
    for (const char *p = accept != NULL ? accept : ""; *p != '\0'; p += *p == ',') {
        p += strspn(p, " \t");
        size_t len = strcspn(p, ","), name = strcspn(p, "-;, \t");
        enum lang lang = name == 2 && strncasecmp(p, "en", 2) == 0 ? LANG_EN : LANG_ZH;
        bool known = lang == LANG_EN || (name == 2 && strncasecmp(p, "zh", 2) == 0);
        if (known && weight(p, len) > best[lang])
            best[lang] = weight(p, len);
        p += len;
    }
    return best[LANG_EN] > best[LANG_ZH] ? LANG_EN : LANG_ZH;
}

/* --- the reply --- */

struct mistake {
    const char *pointer, *parameter, *code, *detail, *todo;
    int64_t line;
};
static const struct field mistake_fields[] = {
    F_TEXT(struct mistake, "pointer", pointer, ERR_WHERE_MAX, FIELD_OPT),
    F_TEXT(struct mistake, "parameter", parameter, ERR_WHERE_MAX, FIELD_OPT),
    F_INT(struct mistake, "line", line, 1, INT64_C(1000000000), FIELD_OPT),
    F_TEXT(struct mistake, "code", code, ERR_ARG_MAX, 0),
    F_TEXT(struct mistake, "detail", detail, ERR_TEXT_MAX, 0),
    F_TEXT(struct mistake, "todo", todo, ERR_TEXT_MAX, FIELD_OPT),
};
static const struct shape mistake_shape = SHAPE("Mistake", struct mistake, mistake_fields);

struct problem {
    const char *type, *title, *code, *detail, *todo;
    int64_t status, more;
    struct list errors;
};
static const struct field problem_fields[] = {
    F_TEXT(struct problem, "type", type, 64, 0),
    F_TEXT(struct problem, "title", title, 64, 0),
    F_INT(struct problem, "status", status, 400, 599, 0),
    F_TEXT(struct problem, "code", code, ERR_ARG_MAX, 0),
    F_TEXT(struct problem, "detail", detail, ERR_TEXT_MAX, 0),
    F_TEXT(struct problem, "todo", todo, ERR_TEXT_MAX, FIELD_OPT),
    F_LIST(struct problem, "errors", errors, &mistake_shape, 0, SHAPE_ERRS_MAX, FIELD_OPT),
    F_INT(struct problem, "more", more, 1, INT64_C(1000000000), FIELD_OPT),
};
const struct shape problem_shape = SHAPE("Problem", struct problem, problem_fields);

static const char *
filled(const char *template, const struct err *e, struct arena *a)
{
    const char *arg[ERR_ARGS];
    char text[ERR_TEXT_MAX];
    for (size_t i = 0; i < ERR_ARGS; i++)
        arg[i] = e->arg[i];
    words_fill(text, sizeof(text), template, arg, ERR_ARGS);
    return arena_strdup(a, text);
}

/* What the caller may read of it: nothing that our disk or database said. */
static struct err
public_err(const struct err *e)
{
    struct err out = *e;
    if (e->msg == M_STORED)
        err_set(&out, ERR_CONFLICT, M_HTTP_STORED);
    else if (e->msg == M_RACE || e->code == ERR_RETRY)
        err_set(&out, ERR_CONFLICT, M_HTTP_BUSY);
    else if (problem_status(e) == 500)
        err_set(&out, ERR_IO, M_HTTP_INTERNAL);
    return out;
}

static struct mistake
mistake(const struct err *e, enum lang lang, struct arena *a)
{
    struct err said = public_err(e);
    const struct words *w = words_of(lang, said.msg);
    const char *file = said.at.file;
    struct mistake m = {.pointer = "",
                        .parameter = "",
                        .code = msg_name(said.msg),
                        .detail = filled(w->text, &said, a),
                        .todo = filled(w->todo, &said, a),
                        .line = said.at.line};
    if (*file == '/')
        m.pointer = arena_strdup(a, file);
    else if (*file == '?')
        m.parameter = arena_strdup(a, file + 1);
    else if (*said.at.field != '\0')
        m.pointer = arena_printf(a, "/%s", said.at.field);
    return m;
}

const char *
problem_text(const struct err *e, const struct errs *errs, enum lang lang, struct arena *a,
             unsigned *status, size_t *n)
{
    size_t many = errs != NULL ? errs->n : 0;
    const struct err *first = many > 0 ? &errs->list[0] : e;
    const struct kind *kind = kind_of(first);
    struct mistake *list = arena_array(a, struct mistake, many + 1);
    struct err ignored;
    const char *text = NULL;

    for (size_t i = 0; i < many; i++)
        list[i] = mistake(&errs->list[i], lang, a);
    if (many == 0)
        list[0] = mistake(first, lang, a);
    *status = kind->status;
    struct problem p = {
        .type = arena_printf(a, "/problems/%s", kind->type),
        .title = word_text(lang, kind->title),
        .status = kind->status,
        .code = list[0].code,
        .detail = list[0].detail,
        .todo = list[0].todo,
        .errors = {list, many > 0 || *list->pointer != '\0' || *list->parameter != '\0'},
        .more = many > 0 ? (int64_t)(errs->total - errs->n) : 0,
    };
    if (many > 0)
        p.errors.n = many;
    if (!shape_text(&problem_shape, &p, a, &text, n, &ignored)) {
        static const char none[] =
            "{\"type\":\"/problems/too-much\",\"title\":\"\",\"status\":422}";
        *n = sizeof(none) - 1;
        return none;
    }
    return text;
}

void
problem_log(const struct err *e, const char *what)
{
    char text[ERR_TEXT_MAX];
    fprintf(stderr, "jicai: %s: %s [%s] [%s]\n", what, err_text(e, LANG_EN, text), e->arg[0],
            e->arg[1]);
}
