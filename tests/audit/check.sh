#!/bin/sh
# check.sh JICAI DB TLOG - every log of a database, checked by Go's own implementation: the rows, the newest
# checkpoint, some receipts and consistency proofs. Silent when all of it holds.
jicai=$1 db=$2 tlog=$3
dir=$(mktemp -d "${TMPDIR:-/tmp}/jicai-tlog.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
key=${JICAI_KEY:-$db.key}
[ -f "$key" ] || { JICAI_KEY=$dir/key; export JICAI_KEY; key=$JICAI_KEY; "$jicai" init --db "$db" > /dev/null || exit 1; }
"$jicai" audit log --pools --db "$db" > "$dir/pools" || exit 1
[ -s "$dir/pools" ] || { echo 'no log at all'; exit 1; }
while read -r pool size; do
    [ "$size" -le 10000 ] || continue # one page
    "$jicai" audit log --pool "$pool" --limit 10000 --json --db "$db" > "$dir/rows.json" &&
        "$jicai" audit checkpoint --pool "$pool" --db "$db" > "$dir/head.note" &&
        vkey=$("$jicai" audit key --pool "$pool" --db "$db" | tail -1) || exit 1
    for i in 0 $((size / 2)) $((size - 1)); do
        "$jicai" audit prove $i --pool "$pool" --db "$db" > "$dir/$i.tlog-proof" || exit 1
    done
    "$jicai" audit checkpoint --pool "$pool" --from $(((size + 1) / 2)) --db "$db" > "$dir/half.witness" || exit 1
    "$tlog" "$vkey" "$key" "$dir/rows.json" "$dir"/*.note "$dir"/*.witness "$dir"/*.tlog-proof > "$dir/out" ||
        { echo "the log of $pool:"; cat "$dir/out"; exit 1; }
    rm -f "$dir"/*.tlog-proof
done < "$dir/pools"
