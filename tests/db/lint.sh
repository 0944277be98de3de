#!/bin/sh
# lint.sh ROOT - every .sql of the house passes tools/sqllint.awk, and the linter sees what it should:
# each line below is a statement with one mistake.
cd "$1" || exit 2
ok=0 bad=0
if awk -f tools/sqllint.awk src/db/schema.sql $(for w in audit access registry project demand tender listing agreement trade ward fund cutover oversight reminder openness message desk; do
    ls src/$w/schema.sql src/$w/$w.sql 2>/dev/null; done); then ok=1; else bad=1; fi

dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && mkdir "$dir/fund" || exit 2
wrong() { # FILE TEXT
    printf '%b\n' "$2" > "$dir/fund/$1"
    if awk -f tools/sqllint.awk "$dir/fund/$1" > "$dir/out"; then echo "not seen: $2"; bad=$((bad + 1)); else ok=$((ok + 1)); fi
}
right() {
    printf '%b\n' "$2" > "$dir/fund/$1"
    if awk -f tools/sqllint.awk "$dir/fund/$1"; then ok=$((ok + 1)); else echo "refused: $2"; bad=$((bad + 1)); fi
}
table='-- What it is.\nCREATE TABLE t (\n    pool BIGINT NOT NULL, -- region\n'
end='    PRIMARY KEY (pool, a)\n);'
right schema.sql "$table    a TEXT NOT NULL, -- name\n$end"
right schema.sql "$table    a TEXT NOT NULL, -- name\n    FOREIGN KEY (pool, a) REFERENCES t (pool, a),\n$end\nCREATE UNIQUE INDEX i ON t (pool, a);"
wrong schema.sql "$table    a TEXT NOT NULL,\n$end"
right schema.sql "-- column a: what it is\n$table    a TEXT NOT NULL,\n$end"
wrong schema.sql "$table    a TEXT, -- name\n$end"
wrong schema.sql "$table    a VARCHAR(9) NOT NULL, -- name\n$end"
wrong schema.sql "$table    a NUMERIC NOT NULL, -- name\n$end"
wrong schema.sql "$table    a TEXT NOT NULL UNIQUE, -- name\n$end"
wrong schema.sql "$table    a TEXT NOT NULL, -- name\n    PRIMARY KEY (a, pool)\n);"
wrong schema.sql "$table    a TEXT NOT NULL -- name\n);"
wrong schema.sql "$table    a TEXT NOT NULL, -- name\n    UNIQUE (a),\n$end"
wrong schema.sql "$table    a TEXT NOT NULL, -- name\n    FOREIGN KEY (a) REFERENCES t (a),\n$end"
wrong schema.sql "$table    a TEXT NOT NULL, -- name\n    FOREIGN KEY (pool, a) REFERENCES t (a, pool),\n$end"
wrong schema.sql "$table    a TEXT NOT NULL, -- name\n    FOREIGN KEY (pool, a) REFERENCES later (pool, a),\n$end"
wrong schema.sql "CREATE TABLE t (\n    pool BIGINT NOT NULL, -- region\n    a TEXT NOT NULL, -- name\n$end"
wrong schema.sql "$table    a TEXT NOT NULL, -- name\n$end\nCREATE UNIQUE INDEX i ON t (a);"
wrong schema.sql "$table    a TEXT NOT NULL, -- name\n$end\nCREATE VIEW v AS SELECT 1;"
for text in 'SELECT a::bigint FROM t' 'SELECT a FROM t WHERE b = ?' 'SELECT "a" FROM t' 'SELECT now()' \
    'INSERT OR IGNORE INTO t (a) VALUES ($1)' 'SELECT DISTINCT ON (a) a FROM t' 'SELECT AVG(a) FROM t' 'SELECT SUM(a) FROM t' \
    'SELECT a FROM t WHERE b = ANY($1)' 'SELECT a FROM t LIMIT $1 OFFSET $2' 'SELECT a FROM t FOR UPDATE' 'SELECT MAX(a, b) FROM t' \
    'SELECT a FROM t WHERE a LIKE $1' 'SELECT a FROM t WHERE a ILIKE $1' 'SELECT group_concat(a) FROM t' 'DELETE FROM t USING u WHERE true' \
    'SELECT CAST(a AS NUMERIC) FROM t' 'SELECT rowid FROM t' 'SELECT ifnull(a, 0) FROM t' 'SELECT round(a) FROM t' 'SELECT random()'; do
    wrong fund.sql "-- name: x\n$text;"
done
right fund.sql "-- name: x\nSELECT CAST(COALESCE(SUM(a), 0) AS BIGINT), MAX(a) FROM t WHERE b LIKE \$1 ESCAPE '!' AND c <> 'now()';"
right fund.sql "-- name: x\nSELECT 1;\n-- name: x postgres\nSELECT 1 FROM unnest(\$1);"
echo "$ok passed, $bad failed"
[ $bad = 0 ]
