#!/bin/sh
# pg.sh COMMAND... - run COMMAND with JICAI_TEST_DBS naming SQLite and a PostgreSQL of its own: a fresh
# cluster in a temporary folder, reached by a socket in that folder only, gone afterwards however
# the command ends. Without PostgreSQL the command runs on SQLite alone, and that is said; with JICAI_TEST_SQLITE=1 too.
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/x)")
export JICAI_TEST_DBS='sqlite::memory:'
[ -z "$JICAI_TEST_SQLITE" ] || exec "$@"
if [ ! -x "$bin/initdb" ]; then
    echo 'PostgreSQL is not installed (tools/install.sh check does it): SQLite only'
    exec "$@"
fi

as= # PostgreSQL refuses to run as root
[ "$(id -u)" = 0 ] && as='runuser -u postgres --'
dir=$(mktemp -d "${TMPDIR:-/tmp}/jicai-pg.XXXXXX") || exit 1
[ -n "$as" ] && chown postgres "$dir"
child=
stop() {
    trap '' INT TERM HUP
    [ -n "$child" ] && kill "$child" 2>/dev/null && wait "$child" 2>/dev/null
    pid=$(head -1 "$dir/data/postmaster.pid" 2>/dev/null) # -INT: fast shutdown
    [ -n "$pid" ] && kill -INT "$pid" 2>/dev/null
    for i in $(seq 100); do [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || break; sleep 0.05; done
    rm -rf "$dir"
}
trap 'stop; exit 130' INT TERM HUP
trap stop EXIT

cd "$dir" || exit 1 # postgres may not read where we are
$as "$bin/initdb" -N -A trust -U jicai -E UTF8 --locale=C -D "$dir/data" > "$dir/log" 2>&1 &&
    $as "$bin/pg_ctl" -s -w -t 30 -D "$dir/data" -l "$dir/server.log" -o "-k $dir -c listen_addresses='' \
        -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=20 \
        -c shared_buffers=64MB -c autovacuum=off -c log_min_messages=fatal" start >> "$dir/log" 2>&1 &&
    $as "$bin/createdb" -h "$dir" -U jicai jicai >> "$dir/log" 2>&1 || {
    echo 'PostgreSQL did not start:'; cat "$dir/log" "$dir/server.log"; exit 1; }
cd "$OLDPWD" || exit 1
export JICAI_TEST_DBS="sqlite::memory:;host=$dir dbname=jicai user=jicai"
export JICAI_TEST_PG="host=$dir dbname=jicai user=jicai"
"$@" &
child=$!
wait "$child"
rc=$?
child=
exit $rc
