#!/bin/sh
# chain.sh - the whole chain of an order of three lines (order, confirm, ship, accept, invoice, pay: six requests of two
# sides) through HTTP beside the bare loop of its rows (bare/orders/chain.c) at the group size that the server reached, on
# SQLite and on PostgreSQL, in one run. SECONDS_EACH=n (5). Run it by tests/db/pg.sh for PostgreSQL, or by bench/trade.sh.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
bin=${BUILD:-$root/build}/bench jicai=${BUILD:-$root/build}/jicai s=${SECONDS_EACH:-5}
dir=$(mktemp -d "${TMPDIR:-/tmp}/jicai-chain.XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
export JICAI_KEY="$dir/key"
of() { echo "$2" | sed -n "s/.* $1 \([0-9.]*\).*/\1/p"; }
chain() { # what sqlite|pg database bare-database
    "$jicai" init --db "$3" > "$dir/init"
    ours=$("$bin/bench-chain" "$jicai" "$3" 64 "$s")
    group=$(of group "$ours" | awk '{ print ($1 < 1 ? 1 : int($1 + 0.5)) }')
    [ "$2" = sqlite ] || psql -q -d "$3" -c 'SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public'
    bare=$("$bin/bench-chain-bare" "$2" "$4" "$group" "$s")
    awk -v w="$1" -v a="$(of per_s "$ours")" -v r="$(of requests_per_s "$ours")" -v b="$(of per_s "$bare")" -v p="$(of p99_ms "$ours")" \
        -v g="$group" -v c="$(of writer_us "$ours") + $(of http_us "$ours") + $(of client_us "$ours")" \
        'BEGIN { printf "%-36s %6d chains/s (%d requests/s)  bare %6d/s  %.2f x   p99 %6.1f ms  group %s  us %s\n", w, a, r, b, a / b, p, g, c }'
}

chain 'SQLite, order to payment' sqlite "$dir/c.db" "$dir/bare.db"
[ -n "${JICAI_TEST_PG:-}" ] || exit 0
psql -q -d "$JICAI_TEST_PG" -c 'SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public'
chain 'PostgreSQL, order to payment' pg "$JICAI_TEST_PG" "$JICAI_TEST_PG"
