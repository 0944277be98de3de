#!/bin/sh
# orders.sh - orders of three lines a second through HTTP beside the bare loops of bare/orders at the group size that the
# server reached, on SQLite and on PostgreSQL, in one run, as ratios. SECONDS_EACH=n (5). Run it by tests/db/pg.sh for
# PostgreSQL, or by bench/trade.sh, which does all. Client, server and database share the machine.
set -eu
here=$(cd "$(dirname "$0")" && pwd) root=$(cd "$(dirname "$0")/.." && pwd)
bin=${BUILD:-$root/build}/bench jicai=${BUILD:-$root/build}/jicai schema=$here/bare/orders/order_schema.sql s=${SECONDS_EACH:-5}
dir=$(mktemp -d "${TMPDIR:-/tmp}/jicai-orders.XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
export JICAI_KEY="$dir/key" PGOPTIONS="-c client_min_messages=error"
of() { echo "$2" | sed -n "s/.* $1 \([0-9.]*\).*/\1/p"; }
say() { # what ours bare
    awk -v w="$1" -v a="$(of per_s "$2")" -v b="$(of per_s "$3")" -v p="$(of p99_ms "$2")" -v g="$(of group "$2")" \
        -v c="$(of writer_us "$2") + $(of http_us "$2") + $(of client_us "$2")" \
        'BEGIN { printf "%-52s %7d/s  bare %7d/s  %.2f x   p99 %6.1f ms  group %s  us %s\n", w, a, b, a / b, p, g, c }'
}
# Orders in one commit of the server.
commit() { awk -v g="$(of group "$1")" -v n="$(of orders_each "$1")" 'BEGIN { k = int(g * n + 0.5); print (k < 1 ? 1 : k) }'; }
lite() { "$bin/bench-order-sqlite" "$dir/bare.db" "$schema" "$@"; }

echo 'us: processor time an order of the writer + the connections + the clients'
"$jicai" init --db "$dir/o.db" > "$dir/init"
one=$("$bin/bench-orders" "$jicai" "$dir/o.db" 64 "$s")
many=$("$bin/bench-orders" "$jicai" "$dir/o.db" 64 "$s" 20)
say 'SQLite, an order a request, 64 clients' "$one" "$(lite "$(commit "$one")" "$s")"
say '  beside the bare loop at 64' "$one" "$(lite 64 "$s")"
say '  at 64, its log taken into the file as seldom as ours' "$one" "$(lite 64 "$s" full 16384)"
say 'SQLite, 20 orders a request' "$many" "$(lite "$(commit "$many")" "$s")"
[ -n "${JICAI_TEST_PG:-}" ] || exit 0
psql -q -d "$JICAI_TEST_PG" -c 'SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public'
"$jicai" init --db "$JICAI_TEST_PG" > "$dir/init"
one=$("$bin/bench-orders" "$jicai" "$JICAI_TEST_PG" 64 "$s")
many=$("$bin/bench-orders" "$jicai" "$JICAI_TEST_PG" 64 "$s" 20)
psql -q -d "$JICAI_TEST_PG" -c 'SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public'
"$bin/bench-order-pg" "$JICAI_TEST_PG" "$schema" fill
pipe=$("$bin/bench-order-pg" "$JICAI_TEST_PG" "$schema" pipe 64 1 "$s")
unnest=$("$bin/bench-order-pg" "$JICAI_TEST_PG" "$schema" unnest 64 1 "$s")
say 'PostgreSQL, an order a request, against its pipeline' "$one" "$pipe"
say 'PostgreSQL, 20 orders a request, against unnest' "$many" "$unnest"
