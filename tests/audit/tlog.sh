#!/bin/sh
# tlog.sh JICAI ROWS - the log, its checkpoints and its proofs through the program, checked by Go's own
# implementation (golang.org/x/mod/sumdb), which knows nothing of ours; and by `jicai audit` itself.
root=$(pwd) rows=$(realpath "$2")
. tests/acceptance/lib.sh
pool=500000 db=$dir/log.db
export JICAI_DB="$db"
runs init 0 "$jicai" init --origin jicai.example/test --lang en
if [ "$(stat -c %a "$db.key")" = 600 ]; then ok key_mode; else no key_mode "$(stat -c %a "$db.key")"; fi
grep -q "$(grep -o 'jicai.example/test/0+[^ ]*' out)" out && "$jicai" audit key > key.0 && grep -qFf key.0 out && ok key || no key "$(cat out)"
runs init_logged 0 "$jicai" audit log --json
grep -q '"who":"cli:[^"]*","what":"init"' out && ! grep -q '"what":"[^i]' out && ok by_name || no by_name "$(cat out)"
printf 'code,name,kind,region\n' > none.csv
runs empty_import 2 "$jicai" import institutions none.csv --pool $pool
runs counts 0 "$jicai" audit verify --lang en
grep -q 'pools, [2-9] rows, 0 checkpoints' out && ok counted || no counted "$(cat out)"
runs key_pool 0 "$jicai" audit key --pool $pool; vkey=$(cat out)
runs empty 0 "$jicai" audit verify
n=0
for size in 1 2 3 255 256 257 300 513 800; do
    "$rows" "$db" $pool $((size - n)) || no rows $size
    n=$size
    "$jicai" audit checkpoint --pool $pool > $size.note || no checkpoint $size
done
for i in 0 1 2 100 255 256 257 300 511 512 513 798 799; do
    "$jicai" audit prove $i --pool $pool > $i.tlog-proof || no prove $i
    "$jicai" audit check $i.tlog-proof --key "$vkey" > out || no check $i
done
for i in 1 2 3 128 255 256 257 300 512 513 799 800; do
    "$jicai" audit checkpoint --pool $pool --from $i > $i.witness || no witness $i
done
runs rows 0 "$jicai" audit log --pool $pool --limit 1000 --json; mv out rows.json
runs verify 0 "$jicai" audit verify --against 300.note
runs beyond 2 "$jicai" audit prove 800 --pool $pool
runs strange_pool 2 "$jicai" audit prove 0 --pool 123456
sed 's/index 100/index 101/' 100.tlog-proof > moved
runs moved 3 "$jicai" audit check moved --key "$vkey"
runs no_key 2 "$jicai" audit check 100.tlog-proof --key "$(cat key.0 | cut -c2-)"
chmod 644 "$db.key"
runs open_key 2 "$jicai" audit checkpoint --pool $pool
chmod 600 "$db.key"
"$root/tests/audit/build.sh" "$dir/tlog" && "$dir/tlog" "$vkey" "$db.key" rows.json ./*.note ./*.witness ./*.tlog-proof > go.out 2>&1 && ok go || no go "$(tail -5 go.out)"
tail -1 go.out
runs every_log 0 "$root/tests/audit/check.sh" "$jicai" "$db" "$dir/tlog"
# Lies: Go and we must both see them.
"$rows" "$db" $pool 1
sed '2s/800/801/' 800.note > forged
runs forged 3 "$jicai" audit verify --against forged
finish
