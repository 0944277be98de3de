# lib.sh - for the acceptance scripts: what a user would do with the binary, and what must come of it.
# `jicai` is the program's absolute path; every script works in a folder of its own.
jicai=$(realpath "$1") root=$(pwd)
unset JICAI_DB LC_MESSAGES
LC_ALL=C.UTF-8; export LC_ALL
dir=$(mktemp -d) && cd "$dir" || exit 2
good=0 bad=0
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
ok() { good=$((good + 1)); echo "ok $1"; }
no() { bad=$((bad + 1)); echo "FAILED $1: $2"; }
same() { # NAME FILE FILE
    if cmp -s "$2" "$3"; then ok "$1"; else no "$1" "$(cmp "$2" "$3" 2>&1)"; fi
}
runs() { # NAME CODE COMMAND...: the exit code it must have; output in out, messages in err
    name=$1 code=$2; shift 2
    "$@" > out 2> err; got=$?
    if [ $got = "$code" ]; then ok "$name"; else no "$name" "exit $got, not $code: $(head -c 300 err)"; fi
}
says() { # NAME PATTERN: what the last run said to standard error
    if grep -qE "$2" err; then ok "$1"; else no "$1" "no '$2' in: $(head -c 300 err)"; fi
}
finish() { echo "$good passed, $bad failed"; [ $bad = 0 ] && [ $good -gt 0 ]; exit; }
# The rows of a CSV in another order, the same each time.
shuffled() { head -1 "$1"; tail -n +2 "$1" | awk '{printf "%09d\t%s\n", (NR * 7919 + 104729) % 1000003, $0}' | sort | cut -f2-; }
