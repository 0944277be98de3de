#!/bin/sh
# month.sh - a month of the fund over LINES receipt lines (1000000): offset and direct settlement by the verbs, beside the bare database, on SQLite and on PostgreSQL (run it by tests/db/pg.sh), as ratios. 14,000
# hospitals; the highest memory of the process must not grow with the lines. KEEP=dir: the database is left there.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
bin=${BUILD:-$root/build}/bench jicai=${BUILD:-$root/build}/jicai lines=${LINES_DUE:-1000000}
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
    awk -v n="$1" -v r="$(sed -n 's/^run //p' "$dir/run")" '/^bare [0-9]/ { printf "%s: ratio %.1f of the sums, %.1f of sums and rows\n", n, r / $2, r / $3 }' "$dir/bare"
}
month SQLite "$dir/month.db"
[ -n "${JICAI_TEST_PG:-}" ] || exit 0
psql -q -d "$JICAI_TEST_PG" -c 'SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public'
month PostgreSQL "$JICAI_TEST_PG"
