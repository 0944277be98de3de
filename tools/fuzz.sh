#!/bin/sh
# fuzz.sh [SECONDS] [NAME...] - every target of tests/fuzz for so long (60), with clang's libFuzzer and
# both sanitizers. What breaks one is left in build-fuzz/ and printed. Needs clang; exit 2 without it.
cd "$(dirname "$0")/.." || exit 2
seconds=${1:-60}; [ $# -gt 0 ] && shift
command -v clang > /dev/null || { echo 'fuzz.sh: clang is not installed'; exit 2; }
[ -e build-fuzz/build.ninja ] ||
    CC=clang meson setup build-fuzz -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=false > /dev/null || exit 2
passed=0 failed=0
for src in tests/fuzz/fuzz_*.c; do
    name=$(basename "$src" .c); name=${name#fuzz_}
    case " ${*:-$name} " in *" $name "*) ;; *) continue ;; esac
    ninja -C build-fuzz "tests/fuzz/fuzz_$name" > build-fuzz/ninja.out 2>&1 || { tail -20 build-fuzz/ninja.out; exit 2; }
    case $name in round) seeds=policies/rounds ;; pack) seeds=policies ;; *) seeds=tests/fuzz/seeds/$name ;; esac
    mkdir -p "build-fuzz/corpus/$name"
    if "build-fuzz/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -max_len=65536 -rss_limit_mb=2048 -timeout=20 -verbosity=0 \
        -print_final_stats=1 -artifact_prefix="build-fuzz/$name-" "build-fuzz/corpus/$name" $seeds > "build-fuzz/$name.out" 2>&1
    then passed=$((passed + 1)); else failed=$((failed + 1)); tail -30 "build-fuzz/$name.out"; fi
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "build-fuzz/$name.out") inputs"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
