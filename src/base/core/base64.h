/* base64.h - bytes as text (RFC 4648), with padding. */
#ifndef JICAI_BASE64_H
#define JICAI_BASE64_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BASE64_TEXT_MAX(n) (((n) + 2) / 3 * 4 + 1) /* with the NUL */
#define BASE64_BYTES_MAX(len) ((len) / 4 * 3)

char *base64_text(const uint8_t *in, size_t n, char *out);
/* Strict: padding is needed, no line ends, unused bits are zero. `out` has BASE64_BYTES_MAX(len).
 */
bool base64_parse(const char *text, size_t len, uint8_t *out, size_t *n);
#endif
