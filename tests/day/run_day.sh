#!/bin/sh
# run_day.sh - the day job through the program, on every database of JICAI_TEST_DBS: some days of half a year,
# each once; the same with every day run twice, stopped after every number of steps, and killed (-9); days
# long past. The database is the same at the end, and fsck is silent.
root=$(pwd)
set -- "${JICAI:-build/jicai}"
. tests/acceptance/lib.sh
data=$root/tests/journey/data/money

digest() { "$jicai" digest --db "$db"; }
quiet() { "$jicai" "$@" --db "$db" > out 2> err || { no "$1 $2" "$(head -c 300 err)"; return 1; }; }
world() {
    "$jicai" init --db "$db" > out 2> err || return
    for kind in companies products institutions prices; do quiet import $kind "$data/$kind.csv" || return; done
    quiet import projects "$data/projects.csv" --pool 532300 || return
    for kind in groups participants demand bids; do quiet import $kind "$data/$kind.csv" --project CX-1 || return; done
    for cmd in volume award allocate; do quiet $cmd --project CX-1 || return; done
    quiet import distributions "$data/distributions.csv" --project CX-1 && quiet list --project CX-1 --on 2024-09-10 &&
        quiet agree --project CX-1 && quiet import orders "$data/orders.csv" --project CX-1 || return
    for kind in receipts invoices; do quiet import $kind "$data/$kind.csv" --pool 532300 || return; done
    printf '%s\n' hospital,month,fund,amount H53232200002,2025-01,pooled,500.00 H53230100001,2025-01,pooled,10000.00 \
        H53232200002,2025-02,pooled,2000.00 H53230100001,2025-02,pooled,100.00 > claims.csv
    quiet import claims claims.csv --pool 532300
}
paid() { # the agency's people between two days: the second person and the bank
    quiet fund approve --project CX-1 --step prepay --period 2024-09 --by li --on 2024-09-12 &&
        quiet fund pay --project CX-1 --step prepay --period 2024-09 --document B1 --on 2024-09-13
}
days='2024-09-12 2025-02-10 2025-03-10'
day_once() { "$jicai" run-day "$1" --db "$db" > out 2> err; got=$?; [ $got = 0 ] || [ $got = 3 ]; }
day_twice() { day_once "$1" && day_once "$1"; }
day_stopped() { # after one step, after another one, and so on
    n=0
    while [ $n -lt 200 ]; do
        "$jicai" run-day "$1" --pool 532300 --stop-after $((n * 2 + 1)) --db "$db" --json > out 2> err
        got=$?; [ $got = 0 ] || [ $got = 3 ] || return # 3: something waits, here for the bank
        grep -q '"verdict":"already"' out && break
        n=$((n + 1))
    done
    [ $n -gt 1 ] && day_once "$1"
}
day_killed() { # later and later, until it comes to its end
    n=1
    while [ $n -lt 60 ]; do
        "$jicai" run-day "$1" --db "$db" > out 2> err & pid=$!
        sleep "0.0$((n / 10))$((n % 10))"
        kill -9 $pid 2> /dev/null
        wait $pid 2> /dev/null; got=$?
        { [ $got = 0 ] || [ $got = 3 ]; } && return 0
        n=$((n + 17))
    done
    day_once "$1"
}
year() { # HOW
    for day in $days; do
        day_$1 $day || { no "$1 $day" "exit $got: $(head -c 300 err)"; return 1; }
        [ $day = 2024-09-12 ] && { paid || return 1; }
    done
    return 0
}
fresh() {
    case $engine in
    sqlite) db=$dir/$1.db; rm -f "$db"* ;;
    postgres)
        PGOPTIONS='-c client_min_messages=warning' psql -q "$url" -c 'DROP DATABASE IF EXISTS days' -c 'CREATE DATABASE days TEMPLATE template0' || exit 1
        db="${url%dbname=*}dbname=days user=jicai" ;;
    esac
    JICAI_KEY=$dir/$engine.$1.key; export JICAI_KEY
    world
}
IFS=';'; for url in ${JICAI_TEST_DBS:-sqlite::memory:}; do
    IFS=' '
    case $url in sqlite*) engine=sqlite ;; *) engine=postgres ;; esac
    for how in once twice stopped killed; do
        fresh $how || { no "world_$how" "$(head -c 300 err)"; continue; }
        if year $how; then ok "year_${engine}_$how"; fi
        digest > "end.$how"
        [ -e want ] || cp end.once want
        same "end_${engine}_$how" want "end.$how"
        runs "fsck_${engine}_$how" 0 "$jicai" fsck --db "$db"
    done
    # What the days did: money by the rules, and nothing twice (3705 + 3600; 900 and 450 offset).
    runs statement 0 "$jicai" fund statement --project CX-1 --month 2025-03 --db "$db" --json
    if grep -q '"hospital":"H53232200002".*"offset":"900.00"' out && grep -q '"prepaid":"7305.00"' out; then ok "money_$engine"; else no "money_$engine" "$(cat out)"; fi
    runs waits 0 "$jicai" fund order --step settle --period 2025-02 --project CX-1 --db "$db"
    if grep -q 'settle/CX-1/2025-02/1.*waiting' out; then ok "ordered_only_$engine"; else no "ordered_only_$engine" "$(cat out)"; fi
    runs past 0 "$jicai" run-day 2024-09-30 --db "$db" --json
    if grep -q '"verdict":"past"' out; then ok "long_past_$engine"; else no "long_past_$engine" "$(cat out)"; fi
    runs past_same 0 "$jicai" run-day 2024-09-11 --db "$db"
    digest > after; same "past_changes_nothing_$engine" want after
    runs no_day 2 "$jicai" run-day 2024-02-30 --db "$db"
    runs no_pool 2 "$jicai" run-day 2025-05-01 --pool 999999 --db "$db"
    digest > after; same "refused_changes_nothing_$engine" want after
    # The server runs it by its clock, and stops when it is told to.
    fresh clock || no "world_clock" "$(head -c 300 err)"
    "$jicai" serve --db "$db" --port 0 --simulate --today 2024-09-12 --run-day > served 2> err & pid=$!
    n=0; while [ $n -lt 300 ] && ! grep -q 532300 served; do sleep 0.1; n=$((n + 1)); done
    if grep -q 532300 served; then ok "clock_$engine"; else no "clock_$engine" "$(cat served err)"; fi
    kill -TERM $pid; wait $pid; got=$?
    if [ $got = 0 ]; then ok "clock_stops_$engine"; else no "clock_stops_$engine" "exit $got"; fi
    runs clock_ran 0 "$jicai" run-day 2024-09-12 --db "$db" --json
    if grep -q '"pool":532300,"on":"2024-09-12","verdict":"already"' out; then ok "clock_did_it_$engine"; else no "clock_did_it_$engine" "$(cat out)"; fi
done
finish
