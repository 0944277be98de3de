#!/bin/sh
# check.sh - all that must hold before a change lands; the last line is "N passed, N failed".
# Every suite leaves its output in build*/meson-logs or build/check/; the counts are read from there.
cd "$(dirname "$0")/.." || exit 2
passed=0 failed=0 logs=
mkdir -p build/check 2>/dev/null

# What a log says: cmocka's own lines, "N passed, N failed" of our scripts, and programs that died.
count() { # LOG...
    set -- $(awk '
        /^\[  PASSED  \] [0-9]+ test/ { ok += $4; quiet = 0 }
        /^\[  FAILED  \] [0-9]+ test/ { bad += $4; quiet = 0 }
        /^[0-9]+ passed, [0-9]+ failed$/ { ok += $1; bad += $3; if ($3) quiet = 0 }
        /^result: / { if (quiet) bad++; quiet = ($0 !~ /exit status 0$/) } # died without a count
        END { if (quiet) bad++; print ok + 0, bad + 0 }' "$@")
    passed=$((passed + $1)) failed=$((failed + $2))
}
step() { # NAME LOG COMMAND...
    name=$1 log=$2; shift 2
    start=$(date +%s)
    if "$@" > "build/check/$name.out" 2>&1; then word=ok; else word=FAILED; fi
    [ "$log" = - ] && log=build/check/$name.out
    before=$failed
    [ -s "$log" ] && count "$log"
    [ $word = FAILED ] && [ "$failed" = "$before" ] && failed=$((failed + 1))
    [ "$failed" != "$before" ] && { word=FAILED; tail -60 "build/check/$name.out"; }
    logs="$logs $log"
    printf '%-14s %-6s %4ds\n' "$name" $word $(($(date +%s) - start))
}

meson_build() { # DIR OPTION...
    dir=$1; shift
    if [ -e "$dir/build.ninja" ]; then meson setup --reconfigure "$dir" "$@"; else meson setup "$dir" "$@"; fi && ninja -C "$dir"
}
step build - meson_build build -Dweb=true
step tests build/meson-logs/testlog.txt meson test -C build --print-errorlogs
step sanitizers-build - meson_build build-asan -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=false -Dbuildtype=debug
# On SQLite alone, and journeys in three of their six ways: `make asan` and `make journey` do all.
step sanitizers build-asan/meson-logs/testlog.txt env JICAI_TEST_SQLITE=1 meson test -C build-asan --print-errorlogs --no-suite tidy --no-suite journey --timeout-multiplier 6
for s in tests/acceptance/*.sh; do
    case $s in */lib.sh) continue ;; esac
    [ -e "$s" ] && step "$(basename "$s" .sh)" - "$s" build/jicai
done
step web - env WEB_QUICK=1 tools/web_check.sh build/jicai # every page in every size: `make web-check`
step openapi - tools/openapi_lint.sh build/jicai
[ -x tools/mutants.sh ] && step mutants - tools/mutants.sh 200
[ -e tests/requirements.tsv ] && step requirements - tools/requirements.sh tests/requirements.tsv $logs
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
