#!/bin/sh
# web_check.sh JICAI [lighthouse] - the pages through the real server, on the demonstration's data. The database is made once for
# each program and copied for each run. The last line counts.
jicai=$(realpath "$1") what=${2:-all}
cd "$(dirname "$0")/.." || exit 2
command -v node > /dev/null && [ -e "${CHROMIUM:=/usr/bin/chromium}" ] || { echo "web_check.sh: needs nodejs and chromium"; exit 2; }
export CHROMIUM
made=build/web-demo
if [ ! -e $made/done ] || [ "$jicai" -nt $made/done ]; then
    rm -rf $made
    "$jicai" demo --dir $made > $made.log 2>&1 || { tail -5 $made.log; exit 1; }
    touch $made/done
fi
dir=$(mktemp -d) || exit 1
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$dir"' EXIT
cp $made/jicai.db $made/jicai.db.* "$dir/" # the keys and secrets beside it too
"$jicai" serve --db "$dir/jicai.db" --simulate --today 2027-10-31 --port 0 --tight 100000 > "$dir/address" 2> "$dir/errors" &
server=$!
for _ in $(seq 100); do [ -s "$dir/address" ] && break; sleep 0.1; done
base=$(cut -d' ' -f1 "$dir/address")
[ -n "$base" ] || { cat "$dir/errors"; exit 1; }
node "web/check/$what.mjs" "$base" "$dir/jicai.db" "$jicai"
rc=$?
[ -s "$dir/errors" ] && { echo "the server said:"; cat "$dir/errors"; rc=1; }
exit $rc
