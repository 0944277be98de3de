#!/bin/sh
# trade.sh - all that docs/bench.md says about orders and chains, on both databases, in one run: build (BUILD=dir, by
# default build/, made as a user would make it), then orders.sh and chain.sh. SECONDS_EACH=n (5). Wants a quiet machine.
set -eu
here=$(cd "$(dirname "$0")" && pwd) root=$(cd "$(dirname "$0")/.." && pwd)
export BUILD="${BUILD:-$root/build}"
[ -e "$BUILD/build.ninja" ] || meson setup "$BUILD" "$root" > /dev/null
ninja -C "$BUILD" jicai bench-programs > /dev/null
meson introspect --buildoptions "$BUILD" | tr '{' '\n' | sed -n 's/.*"name": "optimization", "value": "\([^"]*\)".*/built with -O\1;/p'
uptime
exec "$root/tests/db/pg.sh" sh -c '"$0/orders.sh" && "$0/chain.sh"' "$here"
