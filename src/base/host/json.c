#include "base/host/json.h"

#include <assert.h>

#include "base/core/text.h"

void
json_start(struct json *j, FILE *to)
{
    *j = (struct json){.to = to};
}

static void
put_string(FILE *to, const char *s)
{
    putc_unlocked('"', to);
    for (;;) {
        size_t n = 0;
        while ((unsigned char)s[n] >= 0x20 && s[n] != '"' && s[n] != '\\')
            n++;
        if (n > 0)
            fwrite(s, 1, n, to);
        s += n;
        if (*s == '\0')
            break;
        if (*s == '"' || *s == '\\')
            fprintf(to, "\\%c", *s);
        else
            fprintf(to, "\\u%04x", (unsigned)(unsigned char)*s);
        s++;
    }
    putc_unlocked('"', to);
}

static void
before(struct json *j, const char *key)
{
    if (j->filled[j->depth])
        putc_unlocked(',', j->to);
    j->filled[j->depth] = true;
    if (key == NULL)
        return;
    assert(j->depth > 0);
    put_string(j->to, key);
    putc_unlocked(':', j->to);
}

void
json_open(struct json *j, const char *key, char bracket)
{
    assert(bracket == '{' || bracket == '[');
    assert(j->depth + 1 < JSON_DEPTH_MAX);
    before(j, key);
    putc_unlocked(bracket, j->to);
    j->filled[++j->depth] = false;
}

void
json_close(struct json *j, char bracket)
{
    assert(bracket == '}' || bracket == ']');
    assert(j->depth > 0);
    putc_unlocked(bracket, j->to);
    j->depth--;
}

void
json_text(struct json *j, const char *key, const char *value)
{
    before(j, key);
    if (value == NULL)
        fputs("null", j->to);
    else
        put_string(j->to, value);
}

void
json_int(struct json *j, const char *key, int64_t value)
{
    char text[INT_TEXT_MAX];
    before(j, key);
    fputs(int_text(value, text), j->to);
}

void
json_raw(struct json *j, const char *key, const char *json)
{
    before(j, key);
    fputs(json, j->to);
}

void
json_bool(struct json *j, const char *key, bool value)
{
    before(j, key);
    fputs(value ? "true" : "false", j->to);
}

void
json_money(struct json *j, const char *key, money value)
{
    char text[MONEY_TEXT_MAX];
    json_text(j, key, money_text(value, text));
}

void
json_qty(struct json *j, const char *key, qty value)
{
    json_int(j, key, value.pieces);
}

void
json_date(struct json *j, const char *key, date value)
{
    char text[DATE_TEXT_MAX];
    json_text(j, key, date_text(value, text));
}

void
json_ratio(struct json *j, const char *key, ratio value)
{
    char text[RATIO_TEXT_MAX];
    json_text(j, key, ratio_text(value, text));
}

void
json_end(struct json *j)
{
    assert(j->depth == 0);
    putc_unlocked('\n', j->to);
}
