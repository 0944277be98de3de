#ifndef JICAI_WASM_STDIO_H
#define JICAI_WASM_STDIO_H
#include <stddef.h>
int snprintf(char *out, size_t size, const char *fmt, ...); /* nothing that we export prints */
#endif
