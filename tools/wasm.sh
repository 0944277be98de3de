#!/bin/sh
# wasm.sh [OUT] - the engine as a WebAssembly module: src/engine and base/core with clang, without a C library
# and without imports. Needs clang, lld and libclang-rt-14-dev-wasm32; exit 2 when something is missing.
cd "$(dirname "$0")/.." || exit 2
out=${1:-build/jicai-engine.wasm} words=$(dirname "${1:-build/x}")
command -v clang > /dev/null && command -v wasm-ld > /dev/null || { echo 'wasm.sh: needs clang and lld'; exit 2; }
rt=$(ls "$(clang --print-resource-dir)"/lib/*/libclang_rt.builtins-wasm32.a 2>/dev/null | head -1)
[ -n "$rt" ] || { echo 'wasm.sh: needs libclang-rt-14-dev-wasm32 (128-bit arithmetic)'; exit 2; }
[ -e build/words/base.h ] && words=build
exec clang --target=wasm32 -std=c17 -O2 -nostdlib -ffreestanding -fno-builtin -Wall -Wextra -Werror -Iwasm/include -Isrc -Iwasm -I"$words" \
    -Wl,--no-entry -Wl,--gc-sections -Wl,--strip-all -Wl,-z,stack-size=1048576 \
    -Wl,--export=engine_cells -Wl,--export=engine_split -Wl,--export=engine_award -Wl,--fatal-warnings \
    wasm/engine.c wasm/libc.c src/engine/*.c src/base/core/money.c src/base/core/date.c src/base/core/text.c src/base/core/wide256.c "$rt" -o "$out"
