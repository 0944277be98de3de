#!/bin/sh
# killed.sh JICAI - kill -9 in the middle of everything that writes much: an import, award, volume, allocation,
# agreements, prepayment, offset and claim. The database is as before or, when the
# process died after its commit, as it would have ended; never between. The same command then ends where it
# would have ended. On SQLite and PostgreSQL; the ends are those of SQLite without a kill.
[ -n "$JICAI_TEST_DBS" ] || exec tests/db/pg.sh "$0" "$@"
. "$(dirname "$0")/lib.sh"
runs files 0 "$jicai" demo-data --dir files
cd files || exit 2
p='--pool 620000 --project GS-HC-2022' f=gansu
{ for kind in companies commitments licences certificates products prices institutions distributors capacity; do echo "import $kind $f/$kind.csv"; done
    echo "import projects $f/projects.csv --pool 620000"
    for kind in groups phases participants demand bids; do echo "import $kind $f/$kind.csv $p"; done; } > world.batch
{ head -1 $f/usage.csv; tail -n +2 $f/usage.csv | awk -F, -v OFS=, '{ for ($4 = 2014; $4 < 2022; $4++) print }'; } > usage.csv
# A step that is only there for the next has a -.
cat > steps <<END
import import usage usage.csv $p
award award $p
volume volume $p
allocate allocate $p
- import distributions $f/distributions.csv $p
agree agree $p
prepay fund prepay $p --month 2022-01 --by wang
- import claims $f/claims.csv --pool 620000
offset fund offset $p --month 2022-02
claim fund claim $p --month 2022-02 --by wang
END
digest() { "$jicai" digest --db "$db"; }
now() { date +%s%N; }
killed() { # NAME WORDS...: killed a third and two thirds of the way through
    step=$1; shift
    [ $step = - ] && { "$jicai" "$@" --db "$db" > out && digest > after; return; }
    mv after before
    for tenths in 3 6; do
        "$jicai" "$@" --db "$db" > out 2>&1 &
        pid=$!
        sleep "$(awk -v t="$(cat "time.$step")" -v n=$tenths 'BEGIN { printf "%.3f", t * n / 1e10 }')"
        kill -9 $pid 2>/dev/null
        wait $pid 2>/dev/null; code=$?
        digest > after
        if cmp -s before after; then ok "killed_${engine}_${step}_before_$tenths"; continue; fi
        if cmp -s "end.$step" after; then ok "killed_${engine}_${step}_all_of_it_$tenths"; break; fi # quicker than the kill
        no "killed_${engine}_${step}_half" "exit $code, and a part stays"
    done
    runs "killed_${engine}_${step}_again" 0 "$jicai" "$@" --db "$db"
    digest > after
    same "killed_${engine}_${step}" "end.$step" after
}
whole() { # NAME WORDS...
    step=$1 start=$(now); shift
    [ $step = - ] && { "$jicai" "$@" --db "$db" > out; return; }
    runs "whole_$step" 0 "$jicai" "$@" --db "$db"
    echo $(($(now) - start)) > "time.$step"
    digest > "end.$step"
}
db=whole.db
"$jicai" init --db $db > out && "$jicai" batch world.batch --quiet --db $db > out || no world "$(cat out)"
while read -r line; do whole $line; done < steps
if [ "$(cat end.* | sort -u | wc -l)" = "$(grep -vc ^- steps)" ]; then ok every_step_writes; else no every_step_writes "$(grep . end.*)"; fi
IFS=';'; for url in ${JICAI_TEST_DBS:-sqlite::memory:}; do
    IFS=' '
    case $url in
    sqlite*) engine=sqlite db=killed.db ;;
    *) engine=postgres
        PGOPTIONS='-c client_min_messages=warning' psql -q "$url" -c 'DROP DATABASE IF EXISTS killed' \
            -c "CREATE DATABASE killed TEMPLATE template0" || exit 1
        db="${url%dbname=*}dbname=killed user=jicai" ;;
    esac
    "$jicai" init --db "$db" > out && "$jicai" batch world.batch --quiet --db "$db" > out || no "${engine}_world" "$(cat out)"
    digest > after
    while read -r line <&3; do killed $line; done 3< steps
done
finish
