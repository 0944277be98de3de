#ifndef JICAI_WASM_INTTYPES_H
#define JICAI_WASM_INTTYPES_H
#include <stdint.h>
#define PRId64 "lld"
#define PRIu64 "llu"
#endif
