/* hex.h - bytes as lower-case hexadecimal and back. */
#ifndef JICAI_HEX_H
#define JICAI_HEX_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

char *hex_text(const uint8_t *bytes, size_t n, char *out); /* 2n characters and a NUL */
/* Exactly 2n signs, lower case: one text for one value. */
bool hex_parse(uint8_t *out, size_t n, const char *text);
/* Any even number of signs, at most 2 x max: *n says how many bytes. */
bool hex_take(uint8_t *out, size_t max, size_t *n, const char *text);
#endif
