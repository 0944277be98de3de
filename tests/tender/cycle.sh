#!/bin/sh
# cycle.sh - from files to allocation through the program, on every database of JICAI_TEST_DBS: the same
# figures, the same digest; again is nothing; a mistake is named and changes nothing.
root=$(pwd)
set -- "${JICAI:-build/jicai}"
. tests/acceptance/lib.sh
. "$root/tests/tender/world.sh"
world

digest() { "$jicai" digest --db "$db"; }
cycle() { # NAME: of the database $db, which is new
    runs "$1_init" 0 "$jicai" init --db "$db"
    runs "$1_load" 0 load "$db"
    digest > "digest.$1"
    runs "$1_load_again" 0 load "$db"
    digest > again; same "$1_again_is_nothing" "digest.$1" again
}
refused() { # NAME KIND TEXT PATTERN: a file with this text is refused; what it leaves is looked at after the last of them
    printf '%b' "$3" > wrong.csv
    runs "$1" 2 "$jicai" import "$2" wrong.csv --db "$db" --project CS-1
    says "$1_says" "$4"
}
mistakes() {
    digest > before
    refused unknown_group demand "hospital,group,product,qty\n$h1,X,$p1,5\n" '^wrong.csv:2: group: '
    refused not_taking_part demand "hospital,group,product,qty\nH50010300009,A,$p1,5\n" '^wrong.csv:2: hospital: '
    refused unknown_product demand "hospital,group,product,qty\n$h1,A,C0101010011300000009,5\n" '^wrong.csv:2: product: '
    refused both_ways demand "hospital,group,product,qty\n$h1,A,,5\n" '^wrong.csv:2: product: '
    refused usage_year usage "hospital,group,product,year,qty\n$h1,A,,1999,5\n" '^wrong.csv:2: year: '
    refused other_price bids "group,product,company,price\nA,$p1,$c1,749.00\n" '^wrong.csv:2: '
    refused no_price bids "group,product,company,price\nB,$p1,$c1,cheap\n" '^wrong.csv:2: price: '
    refused price_bound bids "group,product,company,price\nB,$p1,$c1,1000000\n" '^wrong.csv:2: price: '
    refused unknown_company bids "group,product,company,price\nB,$p1,$(company 9),5\n" '^wrong.csv:2: company: '
    refused must_take_part participants "hospital,takes_part,reason\n$h1,no,\n" '^wrong.csv:2: '
    refused phase_backwards phases 'phase,from,to\nreporting,2024-05-02,2024-05-01\n' '^wrong.csv:2: to: '
    digest > after; same refused_unchanged before after
}
review() { # chain of 重庆: district, then municipality
    printf '%s\n' hospital,group,product,level,verdict,qty,reason,ground,on "$1" > reviews.csv
    "$jicai" import reviews reviews.csv --db "$db" --project CS-1
}
reviews() {
    runs review_wrong_level 2 review "$h2,A,$p2,province,passed,,,,2024-06-01"
    runs review_no_reason 2 review "$h2,A,$p2,county,set,30,,,2024-06-01"
    runs review_no_ground 2 review "$h2,A,$p2,county,set,30,上年用量,,2024-06-01"
    runs review_set 0 review "$h2,A,$p2,county,set,30,上年用量,last_year_usage,2024-06-01"
    runs review_again 0 review "$h2,A,$p2,county,set,30,上年用量,last_year_usage,2024-06-01"
    digest > before
    refused reported_late demand "hospital,group,product,qty\n$h2,A,$p2,40\n" '^wrong.csv:2: qty: '
    digest > after; same reported_late_unchanged before after
    runs review_returned 0 review "$h2,A,$p2,province,returned,,请补充说明,,2024-06-02"
    runs review_waits 2 review "$h2,A,$p2,county,passed,,,,2024-06-03"
    printf '%s\n' hospital,group,product,qty,reason "$h2,A,$p2,35,新开手术室" > demand2.csv
    runs reported_again 0 "$jicai" import demand demand2.csv --db "$db" --project CS-1
    runs review_first 0 review "$h2,A,$p2,county,passed,,,,2024-06-04"
    runs review_second 0 review "$h2,A,$p2,province,passed,,,,2024-06-05"
    runs review_done 2 review "$h2,A,$p2,province,passed,,,,2024-06-06"
}

award() { # the stored award is that of the files, and is stored once
    runs award 0 "$jicai" award --db "$db" --project CS-1 --json
    cp out award.db
    runs award_files 0 "$jicai" award --rules rules.yaml --bids bids.csv --demand demand.csv --json
    same award_as_from_files award.db out
    digest > before
    runs award_again 0 "$jicai" award --db "$db" --project CS-1 --json
    same award_again_prints award.db out
    digest > after; same award_again_is_nothing before after
    printf '%s\n' hospital,group,product,qty "$h3,A,$p2,5" > more.csv
    runs more_demand 0 "$jicai" import demand more.csv --db "$db" --project CS-1
    digest > before
    runs award_other_data 2 "$jicai" award --db "$db" --project CS-1
    says award_other_data_says 'A.*--replace'
    digest > after; same award_other_data_unchanged before after
    runs explain_award_differs 3 "$jicai" explain award CS-1/A --db "$db" --rerun
    runs explain_volume_differs 3 "$jicai" explain volume CS-1/A --db "$db" --rerun
    runs explain_allocation_differs 3 "$jicai" explain allocation "CS-1/A/$h3" --db "$db" --rerun
    runs award_replaced 0 "$jicai" award --db "$db" --project CS-1 --replace
    printf '%s\n' group,product,company,price "B,$p1,$c1,90.00" "B,$p2,$c2,90.00" > tie.csv
    digest > before
    runs allocate_stale 2 "$jicai" allocate --db "$db" --project CS-1
    digest > after; same allocate_stale_unchanged before after
    runs allocate_replaced 0 "$jicai" allocate --db "$db" --project CS-1 --replace
    runs tie 0 "$jicai" import bids tie.csv --db "$db" --project CS-1
    runs award_tie 4 "$jicai" award --db "$db" --project CS-1 --replace
    printf '%s\n' group,product,number "B,$p1,2" "B,$p2,1" > draws.csv
    runs draws 0 "$jicai" import draws draws.csv --db "$db" --project CS-1
    runs award_drawn 0 "$jicai" award --db "$db" --project CS-1 --json
    cp out "award.$1"
    digest > before
    refused drawn_twice draws "group,product,number\nB,$p1,3\n" '^wrong.csv:2: number: '
    digest > after; same drawn_twice_unchanged before after
    runs award_unknown 2 "$jicai" award --db "$db" --project CS-2
}

credit() { # what is on record of a bidder is an input of the award: refused with the clause of the pack
    digest > before
    printf '%s\n' ban,company,kind,area,from,to,document "B1,$c2,ban,province,2024-01-01,2024-12-31,市医保〔2024〕1号" > bans.csv
    runs credit_ban 0 "$jicai" import market_bans bans.csv --db "$db" --pool 500000
    runs credit_other_data 2 "$jicai" award --db "$db" --project CS-1
    runs credit_award 0 "$jicai" award --db "$db" --project CS-1 --replace --json
    tr '{' '\n' < out | grep "$p2" | grep -q '"decision":"invalid",.*"step":"credit","clause":"市医保〔2024〕1号"' &&
        ok credit_refuses_bid || no credit_refuses_bid "$(cat out)"
    runs credit_allocate_stale 2 "$jicai" allocate --db "$db" --project CS-1
}

rows() { sed 's/.*"rows"://' "$1"; }
allocation() { # the same volumes as from the files; they add up; stored once
    runs volume 0 "$jicai" volume --db "$db" --project CS-1 --json
    cp out "volume.$1"
    runs allocate 0 "$jicai" allocate --db "$db" --project CS-1 --json
    cp out allocate.db
    printf '%s\n' group,product,rank,capacity "A,$p1,1,99999999" "A,$p2,2,60" "B,$p4,1,99999999" > awards.csv
    runs allocate_files 0 "$jicai" allocate --rules rules.yaml --awards awards.csv --demand demand.csv --json
    rows allocate.db > rows.db; rows out > rows.files
    same allocation_as_from_files rows.db rows.files
    digest > before
    runs allocate_again 0 "$jicai" allocate --db "$db" --project CS-1 --json
    same allocate_again_prints allocate.db out
    runs volume_again 0 "$jicai" volume --db "$db" --project CS-1 --json
    same volume_again_prints "volume.$1" out
    digest > after; same allocate_again_is_nothing before after
    runs volume_other_ratio 2 "$jicai" volume --db "$db" --project CS-1 --ratio 70%
    digest > after; same volume_other_unchanged before after
    cp allocate.db "allocate.$1"
    for what in volume award; do runs explain_$what 0 "$jicai" explain $what CS-1/A --db "$db" --rerun; done
    runs explain_bid 0 "$jicai" explain award "CS-1/A/$p2" --db "$db" --json
    runs explain_allocation 0 "$jicai" explain allocation "CS-1/A/$h1" --db "$db" --rerun --json
    cp out "explain.$1"
    runs explain_nobody 2 "$jicai" explain allocation "CS-1/A/H50010300009" --db "$db"
    runs demand_list 0 "$jicai" demand --db "$db" --project CS-1 --json
    cp out "demand.$1"
    grep -q '"qty":180,"reviewed":180,"last_year":100,"flag":"above"' out && ok demand_above_last_year || no demand_above_last_year "$(cat out)"
    grep -q '"qty":7,"reviewed":7,"last_year":10,"flag":"below"' out && ok demand_below_last_year || no demand_below_last_year "$(cat out)"
    runs participants 0 "$jicai" participants --db "$db" --project CS-1
}

engines=
IFS=';'; for url in ${JICAI_TEST_DBS:-sqlite::memory:}; do
    IFS=' '
    case $url in
    sqlite*) engine=sqlite db=$dir/jicai.db ;;
    *) engine=postgres
        PGOPTIONS='-c client_min_messages=warning' psql -q "$url" -c 'DROP DATABASE IF EXISTS cycle' -c "CREATE DATABASE cycle TEMPLATE template0" || exit 1
        db="${url%dbname=*}dbname=cycle user=jicai" ;;
    esac
    engines="$engines $engine"
    cycle $engine
    mistakes
    runs first_award 0 "$jicai" award --db "$db" --project CS-1
    allocation $engine
    reviews
    award $engine
    credit
    runs "fsck_$engine" 0 "$jicai" fsck --db "$db"
    digest > "end.$engine"
done
for e in $engines; do same "digest_$e" digest.sqlite "digest.$e"; same "end_$e" end.sqlite "end.$e"; same "award_$e" award.sqlite "award.$e"
    same "volume_$e" volume.sqlite "volume.$e"; same "explain_$e" explain.sqlite "explain.$e"
    same "demand_$e" demand.sqlite "demand.$e"; same "allocate_$e" allocate.sqlite "allocate.$e"
done
finish
