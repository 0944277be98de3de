#!/bin/sh
# prices.sh - prices of other platforms out of a folder, on every database of JICAI_TEST_DBS: bad rows and
# bad files are named, nothing is taken twice, and who is killed loses nothing.
root=$(pwd)
set -- "${JICAI:-build/jicai}"
. tests/acceptance/lib.sh
. "$root/tests/tender/world.sh"
has() { if grep -qE "$2" "${3:-out}"; then ok "$1"; else no "$1" "no '$2' in: $(head -c 400 "${3:-out}")"; fi; }
collect() { "$jicai" prices collect in --pool 500000 --on 2025-01-31 --db "$db" "$@"; }
digest() { "$jicai" digest --db "$db"; }
fill() {
    rm -rf in && mkdir in
    { echo source,code,name,province,price,date; awk 'BEGIN { for (i = 1; i <= 3000; i++)
        printf "gpo,X-%d,head %d,500000,%d.%02d,2025-01-%02d\n", i % 700, i % 700, 10 + i % 50, i % 100, 1 + i % 30 }' |
        sort -u -t, -k2,2 -k6,6; } > in/b.csv
    printf '%s\n' source,code,province,price,date "gpo,$p1,500000,99.00,2025-01-02" gpo,Y,500000,1.00,2025-02-01 \
        gpo,Y,000000,1.00,2025-01-01 gpo,Y,500000,1.00001,2025-01-01 ",Y,500000,1.00,2025-01-01" > in/a.csv
    printf '%s\n' source,code,price gpo,X,1 > in/c.csv
    echo nothing > in/notes.txt; echo half > in/.d.csv
}
engines=
IFS=';'; for url in ${JICAI_TEST_DBS:-sqlite::memory:}; do
    IFS=' '
    case $url in
    sqlite*) engine=sqlite db=$dir/jicai.db ;;
    *) engine=postgres
        PGOPTIONS='-c client_min_messages=warning' psql -q "$url" -c 'DROP DATABASE IF EXISTS prices' -c "CREATE DATABASE prices TEMPLATE template0" || exit 1
        db="${url%dbname=*}dbname=prices user=jicai" ;;
    esac
    engines="$engines $engine"
    world && fill
    runs init 0 "$jicai" init --db "$db"
    for kind in companies products; do import $kind "$db" > out 2>&1 || no "load $kind" "$(cat out)"; done
    # Killed at some moment: what is in the folder still is read again.
    for wait in 0.02 0.1; do
        collect > /dev/null 2>&1 & pid=$!
        sleep $wait; kill -9 $pid 2> /dev/null; wait $pid 2> /dev/null
    done
    collect > out 2> err
    "$jicai" fsck --db "$db" > out 2>&1 && ok fsck || no fsck "$(cat out)"
    digest > "end.$engine"
    ls in > left; printf '%s\n' done notes.txt refused > want; same only_strangers_left left want
    has rows_named '^a\.csv|a\.csv:3: date' in/done/a.csv.mistakes.txt
    [ "$(wc -l < in/done/a.csv.mistakes.txt)" = 4 ] && ok four_rows || no four_rows "$(cat in/done/a.csv.mistakes.txt)"
    has header_named 'province' in/refused/c.csv.mistakes.txt
    # The same files again: nothing changes, and nothing is overwritten.
    cp in/done/a.csv in/done/b.csv in/
    runs again 3 collect --json
    has nothing_new '"file": *"b.csv", *"rows": *[0-9]+, *"new": *0'
    digest > after; same unchanged "end.$engine" after
    [ -e in/done/a.csv.2 ] && [ -e in/done/a.csv.2.mistakes.txt ] && ok kept || no kept "$(ls in/done)"
    runs nothing 0 collect
    runs no_folder 2 "$jicai" prices collect nowhere --pool 500000 --on 2025-01-31 --db "$db"
    runs no_pool 2 "$jicai" prices collect in --pool 999999 --on 2025-01-31 --db "$db"
    runs open 0 "$jicai" prices open --pool 500000 --on 2025-01-31 --db "$db" --json
    [ "$(grep -c '"code"' out)" = 700 ] || [ "$(grep -o '"code"' out | wc -l)" = 700 ] && ok waiting || no waiting "$(head -c 300 out)"
    decide() { "$jicai" prices decide gpo "$@" --pool 500000 --on 2025-01-31 --db "$db"; }
    runs no_reason 2 decide X-1 --to refused
    runs bad_state 2 decide X-1 --to open --reason x
    runs stranger 2 decide X-9999 --to refused --reason x
    runs matched 0 decide X-1 --to matched --product $p1 --per 2 --reason 'same UDI'
    runs refused 0 decide X-2 --to refused --reason 'not sold here'
    runs postponed 0 decide X-3 --to postponed --until 2025-02-28 --reason asked
    runs hint 3 "$jicai" prices hint --product $p1 --price 100 --pool 500000 --on 2025-01-31 --db "$db" --json
    has hint_says '"verdict": *"above_median"'
    runs hint_low 0 "$jicai" prices hint --product $p1 --price 1 --pool 500000 --on 2025-01-31 --db "$db"
    printf '%s\n' source,code,product,from,reason,per "gpo,Z-1,$p2,2025-01-01,table,5" "gpo,Z-2,C9,2025-01-01,table,1" > codes.csv
    runs codes 0 "$jicai" import platform_codes codes.csv --pool 500000 --on 2025-01-31 --db "$db" --accept-good-rows
    says codes_bad 'codes.csv:3: product'
    digest > "last.$engine"
done
for e in $engines; do same "end_$e" end.sqlite "end.$e"; same "last_$e" last.sqlite "last.$e"; done
finish
