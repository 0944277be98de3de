/* json.h - JSON written as it comes, to a stream: bounded memory, keys in the order they are given.
 * Wrong nesting is a bug and asserts. Money and dates go as text (RULES 1). */
#ifndef JICAI_JSON_H
#define JICAI_JSON_H
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/core/date.h"
#include "base/core/money.h"

enum { JSON_DEPTH_MAX = 32 };

struct json {
    FILE *to;
    int depth;
    bool filled[JSON_DEPTH_MAX]; /* something was written at this level */
};

void json_start(struct json *j, FILE *to);
/* `key` is NULL inside an array and at the top. */
void json_open(struct json *j, const char *key, char bracket);      /* '{' or '[' */
void json_close(struct json *j, char bracket);                      /* '}' or ']' */
void json_text(struct json *j, const char *key, const char *value); /* NULL writes null */
void json_int(struct json *j, const char *key, int64_t value);
void json_raw(struct json *j, const char *key, const char *json); /* ready JSON, as it is */
void json_bool(struct json *j, const char *key, bool value);
void json_money(struct json *j, const char *key, money value);
void json_qty(struct json *j, const char *key, qty value); /* a number */
void json_date(struct json *j, const char *key, date value);
void json_ratio(struct json *j, const char *key, ratio value); /* "30%" */
void json_end(struct json *j); /* a newline after the closed top value */
#endif
