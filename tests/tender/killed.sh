#!/bin/sh
# killed.sh - kill -9 in the middle of an import: the database is as before or, when the process died after
# its commit, as it would have ended; never between. The same import then ends where it would have ended.
# On every database of JICAI_TEST_DBS.
root=$(pwd)
set -- "${JICAI:-build/jicai}"
. tests/acceptance/lib.sh
. "$root/tests/tender/world.sh"
world
awk -v a="$h1 $h2 $h3" -v p="$p1 $p2 $p3 $p4" 'BEGIN {
    print "hospital,group,product,year,qty"; n = split(a, h, " "); m = split(p, q, " ")
    for (i = 1; i <= n; i++) for (k = 1; k <= m; k++) for (y = 2000; y < 2700; y++) print h[i] ",A," q[k] "," y "," y * i + k
}' > many.csv
digest() { "$jicai" digest --db "$1"; }
killed() { # NAME DB
    digest "$2" > before
    for wait in 0.05 0.15 0.3; do
        "$jicai" import usage many.csv --db "$2" --project CS-1 > out 2>&1 &
        p=$!
        sleep $wait
        kill -9 $p 2>/dev/null
        wait $p 2>/dev/null; code=$?
        digest "$2" > after
        if cmp -s before after; then ok "$1_as_before_$wait"; continue; fi
        if cmp -s whole after; then ok "$1_all_of_it_$wait"; break; fi # it was faster than the kill
        no "$1_half" "exit $code, and a part stays"
    done
    runs "$1_again" 0 "$jicai" import usage many.csv --db "$2" --project CS-1
    digest "$2" > "end.$1"
}
"$jicai" init --db whole.db > out && load whole.db > out || no world "$(cat out)"
runs whole 0 "$jicai" import usage many.csv --db whole.db --project CS-1
digest whole.db > whole
cut -d' ' -f1 whole | grep -q . || no digest empty
IFS=';'; for url in ${JICAI_TEST_DBS:-sqlite::memory:}; do
    IFS=' '
    case $url in
    sqlite*) engine=sqlite db=$dir/killed.db ;;
    *) engine=postgres
        PGOPTIONS='-c client_min_messages=warning' psql -q "$url" -c 'DROP DATABASE IF EXISTS killed' \
            -c "CREATE DATABASE killed TEMPLATE template0" || exit 1
        db="${url%dbname=*}dbname=killed user=jicai" ;;
    esac
    "$jicai" init --db "$db" > out && load "$db" > out || no "${engine}_world" "$(cat out)"
    killed $engine "$db"
    same "${engine}_ends_alike" whole "end.$engine"
done
finish
