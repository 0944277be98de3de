#!/bin/sh
# bad_data.sh JICAI - files that are wrong for a database: exit code 2, one line that names file, row and
# column, and a database that is as before. Then what no file is to blame for: a full disk, a database that
# may only be read, one of a newer version: exit code 1 or 2 with the reason, and again nothing changed.
. "$(dirname "$0")/lib.sh"
. "$root/tests/tender/world.sh"
world
db=good.db s='--project CS-1'
"$jicai" init --db $db > out && load $db > out || no world "$(cat out)"
digest() { "$jicai" digest --db "$db"; }
digest > before
unchanged() { digest > after; same "$1_unchanged" before after; }
refused() { # NAME KIND PATTERN FLAGS: the file NAME.csv
    runs "data_$1" 2 "$jicai" import "$2" "$1.csv" --db $db --lang en $4
    says "data_$1_said" "^$1.csv:$3"
    if [ "$(wc -l < err)" = 1 ]; then ok "data_$1_one_line"; else no "data_$1_one_line" "$(wc -l < err) lines"; fi
    unchanged "data_$1"
}
file() { name=$1; shift; printf '%b' "$*" > "$name.csv"; }

file over_bound "group,product,company,price\nB,$p1,$c1,1000000.00\n";       refused over_bound bids '2: price: ' "$s"
file overflow "group,product,company,price\nB,$p1,$c1,99999999999999999999\n"; refused overflow bids '2: price: ' "$s"
file demand_over "hospital,group,product,qty\n$h1,B,$p4,1000000000000\n";   refused demand_over demand '2: qty: ' "$s"
file negative "hospital,group,product,qty\n$h1,B,$p4,-1\n";                 refused negative demand '2: qty: ' "$s"
file no_leap "project,name,pack,goods,form,bid_on,executed_on,cycle_months\nX,x,chongqing,drug,alliance,2023-01-01,2023-02-29,12\n"
refused no_leap projects '2: executed_on: ' '--pool 500000'
file thirteenth "hospital,month,fund,amount\n$h1,2024-13,pooled,1.00\n";     refused thirteenth claims '2: month: ' '--pool 500000'
file check_digit "code,name,registrant,distributor\n${c1%?}$([ "${c1#"${c1%?}"}" = A ] && echo B || echo A),x,yes,no\n"
refused check_digit companies '2: code: '
file short_code "code,name,region,level\nH5001030001,x,500103,primary\n";    refused short_code institutions '2: code: '
file no_division "code,name,region,level\nH50010300099,x,509999,primary\n";  refused no_division institutions '2: region: '
file wrong_kind "code,name,region,level\n$h1,x,500103,primary\n";            refused wrong_kind products '1: '
file formula "code,name,registrant,distributor\n$c3,=1+2,yes,no\n";          refused formula companies '2: name: '
file twice "hospital,group,product,qty\n$h2,B,$p4,5\n$h2,B,$p4,6\n";        refused twice demand '3: ' "$s"
file choice "code,name,region,level,kind\nH50010300099,x,500103,primary,church\n"; refused choice institutions '2: kind: '
file nul "code,name,registrant,distributor\n$c3,a\0000b,yes,no\n";           refused nul companies ''
file cut "code,name,registrant,distributor\n$c3,\"a";                      refused cut companies '2:2: '
{ printf 'code,name,region,level\nH50010300001,"x'; head -c 3000000 /dev/zero | tr '\0' ' '; } > endless.csv; refused endless institutions '2:2: '
printf 'code,name,region,level\n' > huge.csv && truncate -s 1G huge.csv;     refused huge institutions ''
rm -f huge.csv endless.csv
runs ratio_none 2 "$jicai" volume --db $db $s --ratio 0% --lang en; unchanged ratio_none
runs ratio_above 2 "$jicai" volume --db $db $s --ratio 101% --lang en; unchanged ratio_above
sed 's/^\( *agreed:\).*/\1 0%/' rules.yaml > none.yaml
grep -q 'agreed: 0%' none.yaml || no ratio_rules "no agreed ratio in rules.yaml"
runs ratio_rules_none 2 "$jicai" award --rules none.yaml --bids bids.csv --lang en; says ratio_rules_none_said '^none.yaml:[0-9]+:[0-9]+: .*agreed'

# Odd, and good: a leap day, a byte order mark, GB18030, all of it
cp $db odd.db
file leap "project,name,pack,goods,form,bid_on,executed_on,cycle_months\nX,x,chongqing,drug,alliance,2024-01-01,2024-02-29,12\n"
runs leap_day 0 "$jicai" import projects leap.csv --db odd.db --pool 500000
printf '\357\273\277code,name,region,level\r\nH50010300098,x,500103,primary\r\n' > bom.csv; runs data_bom 0 "$jicai" import institutions bom.csv --db odd.db
printf 'code,name,region,level\nH50010300097,\326\330\307\354,500103,primary\n' > gb.csv; runs data_gb18030 0 "$jicai" import institutions gb.csv --db odd.db
runs ratio_whole 0 "$jicai" volume --db odd.db $s --ratio 100% --replace

# Nobody's file is wrong
awk 'BEGIN { print "code,name,region,level"; for (i = 10000; i < 40000; i++) printf "H500103%05d,hospital number %d of many,500103,primary\n", i, i }' > many.csv
disk=$dir/disk; mkdir $disk
if mount -t tmpfs -o size=6m none $disk 2> /dev/null; then
    trap 'umount "$disk"; rm -rf "$dir"' EXIT
    cp $db $disk/full.db
    runs disk_full_import 1 "$jicai" import institutions many.csv --db $disk/full.db --lang en
    says disk_full_said 'full|space|disk'
    mount -o remount,ro $disk
    runs read_only 1 "$jicai" import institutions bom.csv --db $disk/full.db --lang en
    mount -o remount,rw $disk; db=$disk/full.db
else # no right to mount: a file may not grow beyond a bound, and the database may not be written
    cp $db full.db
    (trap '' XFSZ; ulimit -f 8192; "$jicai" import institutions many.csv --db full.db --lang en) > out 2> err; c=$?
    if [ $c = 1 ]; then ok disk_full_import; else no disk_full_import "exit $c"; fi
    chmod 400 full.db
    runs read_only 1 "$jicai" import institutions bom.csv --db full.db --lang en
    chmod 600 full.db; db=full.db
fi
if [ "$(wc -l < err)" = 1 ]; then ok read_only_one_line; else no read_only_one_line "$(cat err)"; fi
unchanged disk
db=good.db; unchanged at_the_end
finish
