/* instant.h - when something happened: microseconds since 1970, UTC, as text (RFC 3339):
 * "2026-03-31T08:00:00.000000Z". */
#ifndef JICAI_INSTANT_H
#define JICAI_INSTANT_H
#include <stdbool.h>
#include <stdint.h>

enum { INSTANT_TEXT_MAX = 32 };

char *instant_text(int64_t us, char out[static INSTANT_TEXT_MAX]); /* years 1970 to 2999 */
bool instant_parse(int64_t *us, const char *text); /* "Z" only; the fraction may be absent */
#endif
