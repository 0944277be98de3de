#!/bin/sh
# sealed.sh - sealed bids through the program, on every database of JICAI_TEST_DBS: keys, sealing, filing,
# late and withdrawn bids, officers who come one by one, two openings at once; before the opening a dump of
# the whole database and its file show no price; the award from opened bids is that of the same bids imported.
root=$(pwd)
set -- "${JICAI:-build/jicai}"
. tests/acceptance/lib.sh
. "$root/tests/tender/world.sh"
world
export JICAI_PASSPHRASE='correct horse'
for o in zhang li wang; do runs "key_$o" 0 "$jicai" key make --out $o.key; done
runs key_signer 0 "$jicai" key make --out c1.key --kind ed25519
runs key_signer_sm2 0 "$jicai" key make --out c2.key --kind sm2
[ "$(stat -c %a zhang.key)" = 600 ] && ok key_mode || no key_mode "$(stat -c %a zhang.key)"
runs key_not_overwritten 2 "$jicai" key make --out zhang.key
printf '%s\n' group,product,company,price "A,$p1,$c1,4321.98" > b1.csv
printf '%s\n' group,product,company,price "A,$p2,$c2,4322.77" > b2.csv

dump() { # the whole database as text
    case $db in
    *dbname*) "$bin/pg_dump" --inserts "$db" ;;
    *) sqlite3 "$db" .dump; cat "$db" ;;
    esac
}
bin=$(dirname "$(find /usr/lib/postgresql -name pg_dump 2>/dev/null | sort | tail -1)")
at() { m=$1; shift; "$jicai" "$@" --db "$db" --project CS-1 --at "$m"; }
deadline='2030-05-01 17:00:00' before='2030-04-01 09:00:00' after='2030-05-01 17:00:01'
shows_nothing() { # NAME
    dump > dumped
    if grep -aE '4321[.]?98|4322[.]?77' dumped > /dev/null; then no "$1" "$(grep -aoE '.{20}432[12][.]?[0-9]{2}' dumped | head -3)"; else ok "$1"; fi
}
sealed() { # NAME
    runs "$1_init" 0 "$jicai" init --db "$db"
    runs "$1_load" 0 load_without_bids "$db"
    for c in 1 2; do eval "party=\$c$c"; runs "$1_register_$c" 0 "$jicai" key register --party "$party" c$c.key.pub --db "$db"; done
    runs "$1_file_without_commitments" 2 at "$before" bid file "$root/tests/fuzz/seeds/seal/sealed"
    { echo company,kind,date,document; for c in "$c1" "$c2"; do for k in quality supply breach; do echo "$c,$k,2024-01-01,"; done; done; } > commitments.csv
    runs "$1_commitments" 0 "$jicai" import commitments commitments.csv --db "$db"
    runs "$1_fix" 0 at "$before" officers --k 2 --deadline "$deadline" zhang=zhang.key.pub li=li.key.pub wang=wang.key.pub --out "officers.$1"
    runs "$1_seal_1" 0 "$jicai" seal b1.csv --officers "officers.$1" --group A --bidder "$c1" --key c1.key --out "b1.$1"
    runs "$1_seal_2" 0 "$jicai" seal b2.csv --officers "officers.$1" --group A --bidder "$c2" --key c2.key --out "b2.$1"
    runs "$1_wrong_passphrase" 2 env JICAI_PASSPHRASE=wrong "$jicai" seal b1.csv --officers "officers.$1" --group A --bidder "$c1" --key c1.key
    runs "$1_file_1" 0 at "$before" bid file "b1.$1" --receipt "r1.$1"
    runs "$1_file_2" 0 at "$before" bid file "b2.$1"
    runs "$1_again" 0 at "$before" bid file "b2.$1"
    runs "$1_withdraw" 0 at "$before" bid withdraw --group A --company "$c2"
    runs "$1_file_2_anew" 0 at "$before" bid file "b2.$1"
    grep -q "^outcome	filed$" "r1.$1" && ok "$1_receipt" || no "$1_receipt" "$(cat "r1.$1")"
    if [ -f "r1.$1.proof" ]; then
        vkey=$("$jicai" audit key --pool 500000 --db "$db" | tail -1)
        runs "$1_receipt_in_log" 0 "$jicai" verify "r1.$1.proof" --log-key "$vkey"
        grep -q "sha256:$(sha256sum < "b1.$1" | cut -c1-64)" out && ok "$1_receipt_names_it" || no "$1_receipt_names_it" "$(cat out)"
    fi
    runs "$1_too_early" 2 at "$deadline" bid sealed
    runs "$1_open_too_early" 3 at "$deadline" bid open
    shows_nothing "$1_nothing_before_deadline"
    runs "$1_late" 3 at "$after" bid file "b1.$1"
    runs "$1_sealed" 0 at "$after" bid sealed --out "sealed.$1"
    runs "$1_rejected" 0 "$jicai" qualify --db "$db" --project CS-1 --company "$c2" --reject "no capacity" --on 2030-05-01
    for o in zhang li; do
        runs "$1_open_$o" 0 "$jicai" share open "sealed.$1" --key $o.key --out "$o.$1"
        runs "$1_shares_$o" 0 at "$after" bid shares "$o.$1"
        [ $o = zhang ] && { shows_nothing "$1_nothing_with_one_officer"; runs "$1_postponed" 3 at "$after" bid open; }
    done
    shows_nothing "$1_nothing_until_opened"
    at "$after" bid open --json > one.json & one=$!
    at "$after" bid open --json > two.json; two=$?
    wait $one && [ $two = 0 ] && ok "$1_two_openings" || no "$1_two_openings" "$(cat one.json two.json)"
    same "$1_two_openings_agree" one.json two.json
    runs "$1_record" 0 "$jicai" bid record --db "$db" --project CS-1
    grep -q '2030-05-01 17:00:01' out && ok "$1_says_opened" || no "$1_says_opened" "$(cat out)"
    runs "$1_award" 0 "$jicai" award --db "$db" --project CS-1 --json
    cp out "award.$1"
    runs "$1_bundle" 0 "$jicai" award bundle --db "$db" --project CS-1 --out "bundle.$1"
    runs "$1_verify_bundle" 0 "$jicai" verify "bundle.$1"
    sed 's/^\(bid	[^	]*	[^	]*	[^	]*	[^	]*	\)43219800/\143219700/' "bundle.$1" > other; runs "$1_bundle_other_price" 3 "$jicai" verify other
    sed 's/	select	/	reject	/; s/	invalid	/	select	/' "bundle.$1" > other; runs "$1_bundle_other_result" 3 "$jicai" verify other
    head -1 one.json | grep -q '"company":"'"$c1" && runs "$1_what_was_sealed" 0 "$jicai" verify "b1.$1" --content-key "$(grep -o '"key":"[0-9a-f]*"' one.json | head -1 | cut -d'"' -f4)"
    grep -q "^offer	$p1	4321.98" out && ok "$1_offer_shown" || no "$1_offer_shown" "$(cat out)"
    "$jicai" digest --db "$db" > before
    runs "$1_what_if" 0 "$jicai" what-if --db "$db" --project CS-1 --rules rules.yaml --name as-it-is --json
    grep -q '"differ":0' out && ok "$1_what_if_same" || no "$1_what_if_same" "$(cat out)"
    sed 's/decimals: 2/decimals: 4/' rules.yaml > wider.yaml
    runs "$1_what_if_other" 0 "$jicai" what-if --db "$db" --project CS-1 --rules wider.yaml --name wider
    runs "$1_award_again" 0 "$jicai" award --db "$db" --project CS-1 --json
    same "$1_award_stays" "award.$1" out
    dump | grep -aq '43219800' && ok "$1_now_it_shows" || no "$1_now_it_shows" 'the test greps for what is never there'
}

load_without_bids() { # as world.sh loads, but for the bids
    for kind in companies products institutions projects; do import $kind "$1" || return; done
    for kind in groups participants usage demand; do import $kind "$1" --project CS-1 || return; done
}
engines=
IFS=';'; for url in ${JICAI_TEST_DBS:-sqlite::memory:}; do
    IFS=' '
    case $url in
    sqlite*) engine=sqlite db=$dir/sealed.db ;;
    *) engine=postgres
        PGOPTIONS='-c client_min_messages=warning' psql -q "$url" -c 'DROP DATABASE IF EXISTS sealed' -c "CREATE DATABASE sealed TEMPLATE template0" || exit 1
        db="${url%dbname=*}dbname=sealed user=jicai" ;;
    esac
    engines="$engines $engine"
    sealed $engine
done
for e in $engines; do same "award_$e" award.sqlite "award.$e"; done
finish
