/* SHA-256 as on a processor without instructions for it; taken by the linker before the library's. */
#define SHA256_PLAIN
#include "../../src/base/core/sha256.c"
