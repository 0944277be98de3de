#!/bin/sh
# all.sh RUN JICAI [sqlite|postgres] - every journey in every mode, on each database that is there (or
# the one named): all its calls are answered as expected, fsck and audit verify are silent, and the
# digest at the end is the same whether the server was killed, asked twice, or left in peace, and
# the same on both databases. What a journey shows is printed, for tests/requirements.tsv. Run by tests/db/pg.sh. JOURNEY_QUICK=1: SQLite in peace and killed,
# PostgreSQL asked twice; for the quick loop. JOURNEY=70_cycle: that one alone.
run=$1 jicai=$2 only=$3
here=$(dirname "$0")
dir=$(mktemp -d "${TMPDIR:-/tmp}/jicai-journey.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
export JICAI_PASSPHRASE='journey of the keys' # of the private keys in data/: made for this, of no other use
"$here/../audit/build.sh" "$dir/tlog" || exit 1
passed=0 failed=0
bases='sqlite postgres'
[ -n "$only" ] && bases=$only
[ -z "$JICAI_TEST_PG" ] && bases=sqlite

fresh() { # an empty database in $db, and a key of its own
    JICAI_KEY=$work/jicai.key; export JICAI_KEY
    if [ "$base" = postgres ]; then
        db=$JICAI_TEST_PG
        psql -q -d "$db" -c 'SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public' || exit 1
    else
        db=$work/jicai.db
    fi
    "$jicai" init --db "$db" > "$work/init" || { cat "$work/init"; exit 1; }
}

for file in "$here"/${JOURNEY:-*}.json; do
    want=
    for base in $bases; do
        for mode in plain kill twice; do
            case $JOURNEY_QUICK-$base-$mode in 1-sqlite-twice | 1-postgres-plain | 1-postgres-kill) continue ;; esac
            work=$dir/$base-$mode-$(basename "$file" .json)
            mkdir -p "$work"
            fresh
            if out=$("$run" "$jicai" "$db" $mode "$work" "$file") &&
                { [ ! -x "$dir/tlog" ] || "$here/../audit/check.sh" "$jicai" "$db" "$dir/tlog"; }; then
                echo "$(basename "$file") $base $mode: $out"
                digest=${out##* }
                [ "$base" = sqlite ] && [ $mode = plain ] && want=$digest && sort "$work/shown"
                [ -z "$want" ] && want=$digest
                if [ "$digest" = "$want" ]; then passed=$((passed + 1)); else
                    failed=$((failed + 1)); echo "ANOTHER DIGEST: $want was it"; fi
            else
                failed=$((failed + 1)); echo "FAILED: $(basename "$file") $base $mode"
            fi
            rm -rf "$work"
        done
    done
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
