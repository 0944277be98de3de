#!/bin/sh
# check.sh - all that must hold before a change lands; the last line is "N passed, N failed".
# Every suite leaves its output in build*/meson-logs or build/check/; the counts are read from there.
cd "$(dirname "$0")/.." || exit 2
rm -rf build/check
mkdir -p build/check || exit 2

# What a log says: cmocka's own lines, "N passed, N failed" of our scripts, and programs that died.
count() { # LOG...: prints how many passed and failed
    awk '
        /^\[  PASSED  \] [0-9]+ test/ { ok += $4; quiet = 0 }
        /^\[  FAILED  \] [0-9]+ test/ { bad += $4; quiet = 0 }
        /^[0-9]+ passed, [0-9]+ failed$/ { ok += $1; bad += $3; if ($3) quiet = 0 }
        /^result: / { if (quiet) bad++; quiet = ($0 !~ /exit status 0$/) } # died without a count
        END { if (quiet) bad++; print ok + 0, bad + 0 }' "$@"
}
# A line of build/check/steps for each: passed, failed, its log.
step() { # NAME LOG COMMAND...
    name=$1 log=$2; shift 2
    start=$(date +%s)
    if "$@" > "build/check/$name.out" 2>&1; then word=ok; else word=FAILED; fi
    [ "$log" = - ] && log=build/check/$name.out
    good=0 bad=0
    [ -s "$log" ] && read -r good bad << END
$(count "$log")
END
    [ $word = FAILED ] && [ "$bad" = 0 ] && bad=1
    [ "$bad" != 0 ] && { word=FAILED; tail -60 "build/check/$name.out"; }
    echo "$good $bad $log" >> build/check/steps
    printf '%-16s %-6s %4ds\n' "$name" $word $(($(date +%s) - start))
}

meson_build() { # DIR OPTION...
    dir=$1; shift
    if [ -e "$dir/build.ninja" ]; then meson setup --reconfigure "$dir" "$@"; else meson setup "$dir" "$@"; fi && ninja -C "$dir"
}
# Two lanes side by side, which take about as long: what is built and tested in C; and what is looked at from outside.
inside() {
    step tests build/meson-logs/testlog.txt meson test -C build --print-errorlogs --timeout-multiplier 3
    step sanitizers-build - meson_build build-asan -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=false -Dbuildtype=debug
    # On SQLite alone, and journeys in three of their six ways: `make asan` and `make journey` do all.
    step sanitizers build-asan/meson-logs/testlog.txt env JICAI_TEST_SQLITE=1 meson test -C build-asan --print-errorlogs --no-suite tidy --no-suite journey --timeout-multiplier 6
    step mutants - tools/mutants.sh 200
}
outside() {
    step web - tools/web_check.sh build/jicai
    step openapi - tools/openapi_lint.sh build/jicai
    for s in tests/acceptance/*.sh; do
        case $s in */lib.sh) continue ;; esac
        step "$(basename "$s" .sh)" - "$s" build/jicai
    done
}
step build - meson_build build -Dweb=true
inside &
outside
wait
step requirements - tools/requirements.sh tests/requirements.tsv $(cut -d' ' -f3 build/check/steps)
awk '{ good += $1; bad += $2 } END { print good " passed, " bad + 0 " failed"; exit bad > 0 || good == 0 }' build/check/steps
