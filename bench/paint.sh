#!/bin/sh
# paint.sh JICAI - from a click on "orders" to fifty rows painted, out of a million lines of one pooling region, in a real browser.
# The lines are copies of the demonstration's, under other numbers; nothing but this page is asked of that database.
jicai=$(realpath "${1:-build/jicai}")
cd "$(dirname "$0")/.." || exit 2
dir=$(mktemp -d) || exit 1
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$dir"' EXIT
"$jicai" demo --dir "$dir" > "$dir/log" 2>&1 || { tail -5 "$dir/log"; exit 1; }
python3 - "$dir/jicai.db" << 'END' || exit 1
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
count = lambda: db.execute('SELECT COUNT(*) FROM order_line WHERE pool = 500000').fetchone()[0]
columns = [c[1] for c in db.execute('PRAGMA table_info(order_line)')]
copied = ', '.join("order_no || '-' || n.i" if c == 'order_no' else c for c in columns)
db.execute('INSERT INTO order_line SELECT %s FROM order_line, (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n) n'
           ' WHERE pool = 500000' % (copied, 1000000 // count() + 1))
db.commit()
print(count(), 'order lines')
END
"$jicai" serve --db "$dir/jicai.db" --simulate --today 2027-10-31 --port 0 --tight 100000 > "$dir/address" 2> "$dir/errors" &
server=$!
for _ in $(seq 100); do [ -s "$dir/address" ] && break; sleep 0.1; done
node web/check/paint.mjs "$(cut -d' ' -f1 "$dir/address")" chongqing-bureau
node web/check/paint.mjs "$(cut -d' ' -f1 "$dir/address")" chongqing-hospital
cat "$dir/errors"
