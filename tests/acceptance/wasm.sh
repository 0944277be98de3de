#!/bin/sh
# wasm.sh JICAI - the engine as a WebAssembly module in node gives, figure for figure, what it gives on this
# machine: RULES 4's example and others, and awards with a tie, a gap and a ceiling. The module imports nothing.
. "$(dirname "$0")/lib.sh"
runs module 0 "$root/tools/wasm.sh" "$dir/engine.wasm"
flags="-std=c17 -O1 -D_POSIX_C_SOURCE=200809L -I$root/src -I$root/wasm -I$(dirname "$jicai")"
(cd "$root" && cc $flags wasm/native.c wasm/engine.c "$(dirname "$jicai")/src/engine/libjicai_engine.a" \
    "$(dirname "$jicai")/src/base/core/libjicai_core.a" -o "$dir/native") > out 2> err && ok native || no native "$(head -c 300 err)"
node "$root/wasm/run.mjs" engine.wasm < "$root/wasm/cases.txt" > wasm.txt 2> err && ok node || no node "$(head -c 300 err)"
./native < "$root/wasm/cases.txt" > native.txt
same wasm_as_native native.txt wasm.txt
line() { sed -n "$1p" wasm.txt | cut -d' ' -f3-; }
is() { if [ "$2" = "$3" ]; then ok "$1"; else no "$1" "$3, not $2"; fi; }
is wasm_is_share "135 45" "$(line 1 | awk '{ print $7 + $9, $8 + $10 }')"
is wasm_before_split "108 36" "$(line 2 | awk '{ print $7 + $9, $8 + $10 }')"
is wasm_sequential "600 240 160" "$(line 3 | cut -d' ' -f13-15)"
is wasm_cases "$(grep -vc '^#' "$root/wasm/cases.txt")" "$(wc -l < wasm.txt)"
finish
