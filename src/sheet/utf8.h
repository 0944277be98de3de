/* utf8.h - is it UTF-8? At the speed of a file that is mostly ASCII. */
#ifndef JICAI_UTF8_H
#define JICAI_UTF8_H
#include <stdbool.h>
#include <stddef.h>

/* How many bytes from the start are well-formed UTF-8 without NUL. */
size_t utf8_span(const char *s, size_t n);
bool utf8_is_begun(const char *s, size_t n); /* n bytes that more bytes could make a character? */
#endif
