#!/bin/sh
# talks.sh - an inquiry and a system through the program, on every database of JICAI_TEST_DBS: the mode with its
# reason, invitations, offers that nothing shows before the round is over, the award that follows, its steps,
# its bundle; a set with its parts down to the list; the same on both databases.
root=$(pwd)
set -- "${JICAI:-build/jicai}"
. tests/acceptance/lib.sh
. "$root/tests/tender/world.sh"
world
sed -i 's/chongqing/gansu/' projects.csv
printf '%s\n' component,name,per_set,group blade,刀头,1,B grip,手柄,2,B > components.csv
printf '%s\n' group,product,company,price "B,$p4,$c1,90.00" > bids.csv
printf '%s\n' code,name,company,goods,unit C0101010021300000011,刀,$c1,high_value,个 C0101010021300000012,柄,$c1,high_value,个 > products2.csv
printf '%s\n' group,product,component,part,price "B,$p4,blade,C0101010021300000011,50.00" "B,$p4,grip,C0101010021300000012,19.99" > bid_parts.csv
at() { m=$1; shift; "$jicai" "$@" --db "$db" --project CS-1 --group A --at "$m"; }
offer() { m=$1 c=$2 p=$3 price=$4; at "$m" talks offer --company "$c" --product "$p" --price "$price"; }
whole() { # NAME
    n=$1
    runs "${n}_init" 0 "$jicai" init --db "$db"
    for kind in companies products institutions projects; do runs "${n}_$kind" 0 import $kind "$db"; done
    for kind in groups participants usage demand components bids; do runs "${n}_$kind" 0 import $kind "$db" --project CS-1; done
    runs "${n}_open_untold" 2 at '2030-05-01 09:00:00' talks open --company "$c1,$c2,$c3"
    runs "${n}_mode_no_reason" 2 "$jicai" mode --db "$db" --project CS-1 --group A --to inquiry --reason '' --on 2030-04-01
    runs "${n}_mode_has_bids" 2 "$jicai" mode --db "$db" --project CS-1 --group B --to inquiry --reason x --on 2030-04-01
    runs "${n}_mode" 0 "$jicai" mode --db "$db" --project CS-1 --group A --to inquiry --reason 标准化 --on 2030-04-01
    runs "${n}_open_few" 2 at '2030-05-01 09:00:00' talks open --company "$c1,$c2"
    runs "${n}_open" 0 at '2030-05-01 09:00:00' talks open --company "$c1,$c2,$c3"
    runs "${n}_round" 0 at '2030-05-01 09:00:00' talks round --from '2030-05-02 09:00:00' --until '2030-05-02 17:00:00'
    runs "${n}_early" 2 offer '2030-05-01 10:00:00' "$c1" "$p1" 812.34
    runs "${n}_offer_1" 0 offer '2030-05-02 09:00:00' "$c1" "$p1" 812.34
    runs "${n}_once" 2 offer '2030-05-02 09:30:00' "$c1" "$p1" 800
    runs "${n}_offer_2" 0 offer '2030-05-02 10:00:00' "$c2" "$p2" 799.99
    runs "${n}_offer_3" 0 offer '2030-05-02 17:00:00' "$c3" "$p3" 900
    if grep -q '812.34\|799.99\|900' out; then no "${n}_hidden" "$(cat out)"; else ok "${n}_hidden"; fi
    runs "${n}_conclude_early" 2 at '2030-05-02 17:00:00' talks conclude
    runs "${n}_conclude" 0 at '2030-05-02 17:00:01' talks conclude
    grep -q '799.99' out && ok "${n}_shown" || no "${n}_shown" "$(cat out)"
    runs "${n}_parts_missing" 2 "$jicai" award --db "$db" --project CS-1
    runs "${n}_products2" 0 "$jicai" import products products2.csv --db "$db"
    runs "${n}_bid_parts" 0 import bid_parts "$db" --project CS-1
    says_sum=$n; runs "${n}_parts_off" 2 "$jicai" award --db "$db" --project CS-1
    says "${says_sum}_sum" '89[.]98'
    sed -i 's/19.99/20.00/' bid_parts.csv
    runs "${n}_parts_are_facts" 2 import bid_parts "$db" --project CS-1
    sed -i 's/20.00/19.99/' bid_parts.csv
    runs "${n}_close" 0 at '2030-05-03 09:00:00' talks close
    runs "${n}_close_again" 0 at '2030-05-03 09:00:00' talks close
    runs "${n}_explain" 0 "$jicai" explain talks CS-1/A/1 --db "$db"
    runs "${n}_show" 0 at '2030-05-03 09:00:00' talks show --json
    cp out "show.$n"
    "$jicai" digest --db "$db" > "digest.$n"
}
engines=
IFS=';'; for url in ${JICAI_TEST_DBS:-sqlite::memory:}; do
    IFS=' '
    case $url in
    sqlite*) engine=sqlite db=$dir/talks.db ;;
    *) engine=postgres
        PGOPTIONS='-c client_min_messages=warning' psql -q "$url" -c 'DROP DATABASE IF EXISTS talks' -c "CREATE DATABASE talks TEMPLATE template0" || exit 1
        db="${url%dbname=*}dbname=talks user=jicai" ;;
    esac
    engines="$engines $engine"
    whole $engine
done
for e in $engines; do same "show_$e" show.sqlite "show.$e"; same "digest_$e" digest.sqlite "digest.$e"; done
# A group without a system among them is awarded: the inquiry alone.
db=$dir/alone.db
sed -i '/^B,/d' groups.csv usage.csv; grep -v ',B,' usage.csv > u && mv u usage.csv; grep -v ',B,' demand.csv > d && mv d demand.csv
"$jicai" init --db "$db" > /dev/null
for kind in companies products institutions projects; do import $kind "$db" > /dev/null; done
for kind in groups participants usage demand; do import $kind "$db" --project CS-1 > /dev/null; done
"$jicai" mode --db "$db" --project CS-1 --group A --to inquiry --reason x --on 2030-04-01 > /dev/null
at '2030-05-01 09:00:00' talks open --company "$c1,$c2,$c3" > /dev/null
at '2030-05-01 09:00:00' talks round --from '2030-05-02 09:00:00' --until '2030-05-02 17:00:00' > /dev/null
for i in 1 2 3; do eval "offer '2030-05-02 10:00:00' \$c$i \$p$i 80$i" > /dev/null; done
at '2030-05-02 17:00:01' talks conclude > /dev/null
runs alone_close 0 at '2030-05-03 09:00:00' talks close
runs alone_award 0 "$jicai" award --db "$db" --project CS-1 --json
cp out award.json
grep -q '"select"' award.json && grep -q '"standby"' award.json && grep -q '"reject"' award.json && ok alone_decided || no alone_decided "$(cat award.json)"
runs alone_bundle 0 "$jicai" award bundle --db "$db" --project CS-1 --out bundle
runs alone_verify 0 "$jicai" verify bundle
sed 's/	inquiry$//' bundle > other; runs alone_other_rules 3 "$jicai" verify other
runs alone_fsck 0 "$jicai" fsck --db "$db"
finish
