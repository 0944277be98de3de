# sqllint.awk - is this SQL the same on SQLite and PostgreSQL, and fit to be spread by region? (docs/
# decisions; the words refused below were tried on both engines.) Usage: awk -f sqllint.awk FILE...
# A file named schema.sql holds tables, every other one queries. A column has its comment beside it, or
# its name is explained for all tables by "-- column NAME: ..." (in src/db/schema.sql).
function fail(why) { print FILENAME ":" FNR ": " why; bad = 1 }
function words(s) { # for looking up: upper case, single blanks, no literals
    gsub(/'[^']*'/, " ' ", s)
    s = toupper(s)
    gsub(/[^A-Z0-9_$"':?(),.]+/, " ", s)
    gsub(/[(),]/, " & ", s)
    gsub(/ +/, " ", s)
    return " " s " "
}
function trim(s) { gsub(/^ +| +$/, "", s); return s }
function inside(s) { sub(/^[^(]*\(/, "", s); sub(/\).*$/, "", s); return trim(s) } # first ( ) of s
function place(list, what,    a, n, i) { # of a name in "a, b"; 0: not there
    n = split(list, a, / *, */)
    for (i = 1; i <= n; i++) if (a[i] == what) return i
    return 0
}
BEGIN {
    n = split("::|?|\"|BOOLEAN|FALSE|NOW (|STRFTIME|EXTRACT|INTERVAL|CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME|" \
        "OR IGNORE|OR REPLACE|REPLACE INTO|ON CONSTRAINT|MERGE INTO|DISTINCT ON|LATERAL|ROLLUP|GROUPING|BOOL_OR|BOOL_AND|" \
        "AVG|ROUND|INSTR|STRPOS|CONCAT|HEX|PRINTF|FORMAT|ILIKE|GLOB|REGEXP|SIMILAR|ANY (|ALL (|OFFSET|STRING_AGG|GROUP_CONCAT|" \
        "ARRAY_AGG|UNNEST|JSON_EXTRACT|JSON_OBJECT|JSON_GROUP_ARRAY|GENERATE_SERIES|FOR UPDATE|SKIP LOCKED|" \
        "SET TRANSACTION|START TRANSACTION|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|TRUNCATE|STRICT|NUMERIC|DECIMAL|REAL|DOUBLE|FLOAT|VARCHAR|CHAR|" \
        "IDENTITY|SERIAL|BIGSERIAL|AUTOINCREMENT|BLOB|BYTEA|DATE|TIMESTAMP|TIME|JSON|JSONB|UUID|ADD CONSTRAINT|ALTER COLUMN|" \
        "COMMENT ON|IFNULL|ISNULL|NVL|TOTAL|RANDOM|LISTEN|NOTIFY|LOCK TABLE|EXCLUDE|DEFERRABLE|TRIGGER|ROWID|PRAGMA|" \
        "GREATEST|LEAST|TO_CHAR|INT|INT4|INT8|VIEW|SCHEMA|TEMPORARY", banned, "|")
    early = "db audit access registry" # their tables may do without a pool: reference tables
}
FNR == 1 { schema = FILENAME ~ /schema\.sql$|^-$/; w = FILENAME; sub(/\/[^\/]*$/, "", w); sub(/.*\//, "", w); wing = w; table = ""; other = 0 }
/^-- name: / { other = $4 == "postgres" }
/^-- column [a-z_0-9]+: / { name = $3; sub(/:$/, "", name); common[name] = 1 } # said once for all tables
{
    comment = ""
    if (match($0, /--.*$/)) { comment = substr($0, RSTART); text = substr($0, 1, RSTART - 1) } else text = $0
    if (text ~ /^ *$/) { if (comment != "") said = 1; next }
    up = words(text)
}
!other { # what is written for PostgreSQL alone may use its own words
    for (i = 1; i <= n; i++) {
        hit = banned[i] ~ /^[:?"]/ ? index(up, banned[i]) : index(up, " " banned[i] " ")
        if (hit) fail("not portable: " banned[i])
    }
    if (up ~ / SUM \(/ && up !~ /CAST \( (COALESCE \( )?SUM \(/) fail("SUM is NUMERIC on PostgreSQL: CAST(SUM(x) AS BIGINT)")
    if (up ~ / LIKE / && up !~ / ESCAPE /) fail("LIKE without ESCAPE")
    if (up ~ / (MAX|MIN) \( [^()]*, /) fail("MAX(a, b) is SQLite's: use CASE")
    if (up ~ / DELETE .* USING /) fail("DELETE ... USING: use EXISTS")
}
schema && /^CREATE TABLE / {
    table = $3; pooled[table] = 0; key = ""; pool_seen = 0
    if (!said && comment == "") fail(table ": a table without a comment")
    said = 0; next
}
schema && table != "" && /^\);/ {
    if (key == "") fail(table ": no primary key")
    if (index(" " early " ", " " wing " ") == 0 && key !~ /^pool(,|$)/) fail(table ": the primary key does not begin with pool")
    pooled[table] = key ~ /^pool(,|$)/; table = ""; next
}
schema && table != "" && text ~ /^ +PRIMARY KEY/ { key = inside(text); next }
schema && table != "" && text ~ /^ +UNIQUE/ {
    if (pool_seen && !place(inside(text), "pool")) fail(table ": UNIQUE without pool")
    next
}
schema && table != "" && text ~ /^ +CHECK/ { next }
schema && table != "" && text ~ /^ +FOREIGN KEY/ {
    own = inside(text); rest = text; sub(/^.*REFERENCES +/, "", rest)
    other_table = rest; sub(/[ (].*$/, "", other_table); theirs = inside(rest)
    if (!(other_table in pooled)) fail(table ": refers to " other_table ", which no earlier table is")
    if (rest !~ /\(/) fail(table ": say which columns of " other_table)
    if ((pooled[other_table] || (other_table == table && pool_seen)) && (!place(own, "pool") || place(own, "pool") != place(theirs, "pool")))
        fail(table ": the foreign key does not carry pool at the same place")
    if (rest ~ /SET (NULL|DEFAULT)/) fail(table ": ON DELETE SET cannot be spread by region")
    next
}
schema && table != "" {
    if ($1 == "pool") { pool_seen = 1; if ($2 != "BIGINT") fail(table ".pool: BIGINT") }
    if ($2 !~ /^(BIGINT|INTEGER|SMALLINT|TEXT)$/) fail(table "." $1 ": type " $2)
    if (up !~ / NOT NULL /) fail(table "." $1 ": NOT NULL is missing")
    if (up ~ / REFERENCES /) fail(table "." $1 ": write FOREIGN KEY with its pool")
    if (up ~ / UNIQUE /) fail(table "." $1 ": UNIQUE stands at the end of the table")
    if (up ~ / PRIMARY KEY/) key = $1
    if (comment == "" && !($1 in common)) fail(table "." $1 ": a column without a comment")
    next
}
schema && /^CREATE UNIQUE INDEX/ && text !~ /\(pool|, pool[,)]/ { fail("a unique index without pool") }
schema && !/^CREATE (UNIQUE )?INDEX [a-z_0-9]+ ON [a-z_]+ \(|^INSERT INTO / { fail("not a table, an index or a first row") }
schema { said = 0 }
END { exit bad }
