#include "base/host/json.h"

#include <assert.h>
#include <inttypes.h>

void
json_start(struct json *j, FILE *to)
{
    *j = (struct json){.to = to};
}

static void
put_string(FILE *to, const char *s)
{
    fputc('"', to);
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\')
            fprintf(to, "\\%c", c);
        else if (c < 0x20)
            fprintf(to, "\\u%04x", c);
        else
            fputc(c, to);
    }
    fputc('"', to);
}

static void
before(struct json *j, const char *key)
{
    if (j->filled[j->depth])
        fputc(',', j->to);
    j->filled[j->depth] = true;
    if (key == NULL)
        return;
    assert(j->depth > 0);
    put_string(j->to, key);
    fputc(':', j->to);
}

void
json_open(struct json *j, const char *key, char bracket)
{
    assert(bracket == '{' || bracket == '[');
    assert(j->depth + 1 < JSON_DEPTH_MAX);
    before(j, key);
    fputc(bracket, j->to);
    j->filled[++j->depth] = false;
}

void
json_close(struct json *j, char bracket)
{
    assert(bracket == '}' || bracket == ']');
    assert(j->depth > 0);
    fputc(bracket, j->to);
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
    before(j, key);
    fprintf(j->to, "%" PRId64, value);
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
    fputc('\n', j->to);
}
