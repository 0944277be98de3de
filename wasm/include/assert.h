#ifndef JICAI_WASM_ASSERT_H
#define JICAI_WASM_ASSERT_H
#define assert(x) ((x) ? (void)0 : __builtin_trap()) /* on, as everywhere */
#define static_assert _Static_assert
#endif
