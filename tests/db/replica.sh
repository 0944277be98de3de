#!/bin/sh
# replica.sh JICAI WRITER - two PostgreSQL servers, a primary and a standby that has every commit on its
# disk before it is acknowledged (streaming replication, synchronous_commit). Orders are placed through
# `jicai serve` while the primary is killed (-9, all of it) and the standby promoted: the same server goes on
# there, no acknowledged order is lost or twice, `jicai fsck` and `jicai audit verify` are silent. Half a minute at most.
jicai=$(realpath "$1") writer=$(realpath "$2") here=$(cd "$(dirname "$0")" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -x "$bin/pg_basebackup" ] || { echo 'PostgreSQL is not installed (tools/install.sh check does it)'; echo '0 passed, 0 failed'; exit 0; }
unset JICAI_DB; LC_ALL=C.UTF-8; export LC_ALL
as= # PostgreSQL refuses to run as root
[ "$(id -u)" = 0 ] && as='runuser -u postgres --'
dir=$(mktemp -d "${TMPDIR:-/tmp}/jicai-replica.XXXXXX") || exit 1
[ -n "$as" ] && chown postgres "$dir"
good=0 bad=0 serving= writers=
ok() { good=$((good + 1)); echo "ok $1"; }
no() { bad=$((bad + 1)); echo "FAILED $1: $2"; }
down() { # FOLDER SIGNAL: all processes of a cluster, by their numbers
    pid=$(head -1 "$dir/$1/postmaster.pid" 2>/dev/null) || return
    [ -n "$pid" ] && kill "-$2" "$pid" $(ps -o pid= --ppid "$pid") 2>/dev/null
}
stop() {
    trap '' INT TERM HUP
    kill $writers $serving 2>/dev/null; wait 2>/dev/null
    down primary INT; down standby INT
    for i in $(seq 60); do
        live=
        for c in primary standby; do
            pid=$(head -1 "$dir/$c/postmaster.pid" 2>/dev/null) && kill -0 "$pid" 2>/dev/null && live=1
        done
        [ -z "$live" ] && break; sleep 0.05
    done
    rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP
lost() { echo "$1"; cat "$dir"/*.log; echo "$good passed, $((bad + 1)) failed"; exit 1; }
sql() { port=$1; shift; psql -X -q -t -A -h "$dir" -p "$port" -U jicai -d jicai -c "$*"; }
until_says() { # WANT PORT SQL: within ten seconds
    for i in $(seq 200); do [ "$(sql "$2" "$3" 2>/dev/null)" = "$1" ] && return 0; sleep 0.05; done
    return 1
}
started() { # FOLDER PORT
    (cd "$dir" && $as "$bin/pg_ctl" -s -w -t 30 -D "$dir/$1" -l "$dir/$1.log" -o "-k $dir -p $2 -c listen_addresses='' \
        -c max_connections=40 -c shared_buffers=64MB -c wal_level=replica -c synchronous_commit=on -c hot_standby=on" start)
}

# Both of them, and what the first one promises.
(cd "$dir" && $as "$bin/initdb" -N -A trust -U jicai -E UTF8 --locale=C -D "$dir/primary" > "$dir/initdb.log" 2>&1) || lost 'no cluster'
started primary 5433 && "$bin/createdb" -h "$dir" -p 5433 -U jicai jicai || lost 'no primary'
(cd "$dir" && $as "$bin/pg_basebackup" -h "$dir" -p 5433 -U jicai -D "$dir/standby" -X stream -R -c fast > "$dir/backup.log" 2>&1) || lost 'no copy'
started standby 5434 || lost 'no standby'
sql 5433 "ALTER SYSTEM SET synchronous_standby_names = '*'" && sql 5433 'SELECT pg_reload_conf()' > /dev/null
until_says sync 5433 'SELECT sync_state FROM pg_stat_replication' || lost 'the standby does not follow'
ok replica_follows

# A hospital that may order.
JICAI_KEY=$dir/jicai.key; export JICAI_KEY
db="host=$dir,$dir port=5433,5434 dbname=jicai user=jicai target_session_attrs=read-write connect_timeout=5"
JICAI_DB=$db; export JICAI_DB
cd "$here/../.." || exit 2
d=tests/journey/data
{
    "$jicai" init
    for kind in companies products institutions; do "$jicai" import $kind $d/money/$kind.csv; done
    "$jicai" import projects $d/money/projects.csv --pool 532300
    for kind in groups participants; do "$jicai" import $kind $d/money/$kind.csv --project CX-1; done
    "$jicai" cutover open --project CX-1 --cut-off 2025-05-31 --source old --by chen --on 2025-06-01
    for kind in lines receipts invoices prepayments totals; do "$jicai" import cutover_$kind $d/cutover/$kind.csv --project CX-1; done
    "$jicai" cutover sign --project CX-1 --by he --on 2025-06-02
    "$jicai" org add --code H53230100001 --kind institution --name one --on 2024-09-01 --region 532301
    "$jicai" user add --login zhang --name zhang --org H53230100001 --roles hospital --demo --reason replica --on 2024-09-01
} > "$dir/setup.log" 2>&1 || lost 'no database'

"$jicai" serve --simulate --today 2025-06-10 --port 0 > "$dir/serve.out" 2> "$dir/serve.log" &
serving=$!
for i in $(seq 100); do port=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\).*|\1|p' "$dir/serve.out" "$dir/serve.log" | head -1); [ -n "$port" ] && break; sleep 0.05; done
for w in 1 2 3 4; do
    "$writer" "$port" ${w}00000 ${w}99999 "$dir/acknowledged.$w" 2> "$dir/writer.$w.log" &
    writers="$writers $!"
done
acknowledged() { cat "$dir"/acknowledged.* 2>/dev/null | grep -c .; }
grown() { # BY: orders more than now, within twenty seconds
    want=$(($(acknowledged) + $1))
    for i in $(seq 400); do [ "$(acknowledged)" -ge "$want" ] && return 0; sleep 0.05; done
    return 1
}

# In the middle of it the primary dies, and the standby takes its place.
grown 200 || lost 'no orders'
down primary KILL
before=$(acknowledged)
(cd "$dir" && $as "$bin/pg_ctl" -s -w -D "$dir/standby" promote) || lost 'not promoted'
if grown 100; then ok replica_same_server_goes_on; else no replica_same_server_goes_on "nothing after $before: $(tail -2 "$dir"/serve.log)"; fi
for w in $writers; do
    kill "$w" 2>/dev/null || no replica_writer "ended early: $(cat "$dir"/writer.*.log)"
done
wait $writers 2>/dev/null
writers=
kill -TERM $serving; wait $serving; code=$?
serving=
if [ $code = 0 ]; then ok replica_server_ends_well; else no replica_server_ends_well "exit $code: $(tail -3 "$dir/serve.log")"; fi

# What was said to be done is done, once.
cat "$dir"/acknowledged.* | sort > "$dir/said"
sql 5434 "SELECT order_no FROM order_line WHERE order_no LIKE 'W-%'" | sort > "$dir/there"
missing() { comm -23 "$1" "$dir/there" | wc -l; }
echo "$before acknowledged before the primary died, $(($(wc -l < "$dir/said") - before)) after"
if [ "$(missing "$dir/said")" = 0 ] && [ -z "$(uniq -d "$dir/there")" ]; then ok replica_no_acknowledged_order_is_lost
else no replica_no_acknowledged_order_is_lost "$(missing "$dir/said") of $(wc -l < "$dir/said")"; fi
sql 5434 "SELECT CAST(ordered AS BIGINT) FROM agreement_line WHERE product = 'C0101010011300000001'" > "$dir/counted"
[ "$(cat "$dir/counted")" = $((8 + $(wc -l < "$dir/there"))) ] && ok replica_counters_agree || no replica_counters_agree "$(cat "$dir/counted")"
{ cat "$dir/said"; echo W-0; } | sort > "$dir/more" # would a loss be seen?
[ "$(missing "$dir/more")" = 1 ] && ok replica_a_loss_would_be_seen || no replica_a_loss_would_be_seen "$(missing "$dir/more")"
for check in fsck 'audit verify'; do
    name=replica_$(echo "$check" | tr ' ' _)
    # shellcheck disable=SC2086
    if "$jicai" $check > "$dir/check.out" 2>&1; then ok "$name"; else no "$name" "$(head -c 400 "$dir/check.out")"; fi
done
echo "$good passed, $bad failed"
[ $bad = 0 ]
