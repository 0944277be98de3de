#!/bin/sh
# month.sh [LINES] - a month of the fund over LINES receipt lines (1000000): offset and direct settlement by the verbs, beside the bare database, as ratios of one run. 14,000 hospitals; the highest memory of the
# process must not grow with the lines. On SQLite and on a PostgreSQL of its own (tests/db/pg.sh); ON=sqlite or ON=postgres: on one of them. KEEP=dir: the database of SQLite is left there. The table of docs/bench.md:
#   bench/month.sh; ON=sqlite bench/month.sh 10000000
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
bin=${BUILD:-$root/build}/bench jicai=${BUILD:-$root/build}/jicai lines=${1:-1000000} on=${ON:-sqlite postgres}
case $on in *postgres*) [ -n "${JICAI_TEST_DBS:-}" ] || exec "$root/tests/db/pg.sh" "$0" "$@" ;; esac
dir=${KEEP:-$(mktemp -d "${TMPDIR:-/tmp}/jicai-month.XXXXXX")}
[ -n "${KEEP:-}" ] || trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
export JICAI_KEY="$dir/key"
month() { # NAME DB
    "$jicai" init --db "$2" > "$dir/init"
    "$bin/bench-month" fill "$2" "$lines" | sed "s/^/$1: /"
    "$bin/bench-month" bare "$2" > "$dir/bare"
    "$bin/bench-month" run "$2" > "$dir/run"
    sed -n "s/^bare: /$1: bare: /p" "$dir/bare"; grep -v '^run ' "$dir/run" | sed "s/^/$1: /"
    awk -v n="$1" -v r="$(sed -n 's/^run //p' "$dir/run")" '/^bare [0-9]/ { printf "%s: ratio %.1f of the sums, %.1f of sums and rows, %.1f of sums, rows and marks\n", n, r / $2, r / $3, r / $4 }' "$dir/bare"
}
uptime
case $on in *sqlite*) month SQLite "$dir/month.db" ;; esac
case $on in *postgres*)
    if [ -n "${JICAI_TEST_PG:-}" ]; then month PostgreSQL "$JICAI_TEST_PG"; else echo 'PostgreSQL is not there: not measured'; fi ;;
esac
uptime
