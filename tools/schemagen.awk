# schemagen.awk - one schema text as an engine wants it. Usage: awk -v engine=sqlite|postgres|volatile -f ... FILE...
# The files are plain SQL for both. For SQLite, which would take any value in any column, tables are
# STRICT (one check of a row's types), tables are kept by their primary key, CHECK (x IN (...)) is
# written out (SQLite would fill a temporary table with the list for every row that is written), and
# "-- append only: TABLE" becomes two triggers. On PostgreSQL the role jicai_app, when it is there, gets all it needs to serve, and no
# right to UPDATE or DELETE there. engine=volatile: the names of tables and columns whose comment
# begins with "(volatile)", which the digest of a database leaves out (db/digest.c).
engine == "volatile" {
    if (/^CREATE TABLE/) { table = $3; if (mark || /-- \(volatile\)/) print table }
    else if (table != "" && /^ .*-- \(volatile\)/) print table "." $1
    if (/^\);/) table = ""
    mark = /^--/ && (mark || /^-- \(volatile\)/)
    next
}
engine == "postgres" && /^-- append only: [a-z_]+$/ { only = only (only == "" ? "" : ", ") $4; next }
engine == "sqlite" && /^-- append only: [a-z_]+$/ {
    print "CREATE TRIGGER " $4 "_no_update BEFORE UPDATE ON " $4 " BEGIN SELECT RAISE(ABORT, 'append only'); END;"
    print "CREATE TRIGGER " $4 "_no_delete BEFORE DELETE ON " $4 " BEGIN SELECT RAISE(ABORT, 'append only'); END;"
    next
}
{ sub(/ *--.*$/, "") }
engine == "sqlite" && /^ +[a-z_0-9]+ +(BIGINT|INTEGER|SMALLINT) +NOT NULL/ { sub(/BIGINT|INTEGER|SMALLINT/, "INT") }
engine == "sqlite" && match($0, /CHECK \([a-z_0-9]+ IN \([^()]*\)\)/) {
    check = substr($0, RSTART, RLENGTH)
    before = substr($0, 1, RSTART - 1)
    after = substr($0, RSTART + RLENGTH)
    name = check
    sub(/^CHECK \(/, "", name)
    sub(/ IN .*/, "", name)
    sub(/^[^(]*\([^(]*\(/, "", check)
    sub(/\)\)$/, "", check)
    gsub(/, */, " OR " name " = ", check)
    $0 = before "CHECK (" name " = " check ")" after
}
engine == "sqlite" && /^CREATE TABLE/ { table = 1 }
engine == "sqlite" && table && /^\);/ { sub(/^\);/, ") STRICT, WITHOUT ROWID;"); table = 0 }
/[^ ]/ { print }
# SQLite plans without knowing its data: it would take `pool = ?`, which fits every row, for as good as a
# whole key, and read the pool instead of using an index. So it is told what to expect: pool, project
# and month leave most rows, each further column of an index leaves a hundredth.
END {
    if (engine == "postgres") {
        print "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'jicai_app') THEN"
        print "EXECUTE format('GRANT USAGE ON SCHEMA %I TO jicai_app', current_schema());"
        print "EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO jicai_app', current_schema());"
        if (only != "") print "REVOKE UPDATE, DELETE ON " only " FROM jicai_app;"
        print "REVOKE INSERT, UPDATE, DELETE ON schema_version FROM jicai_app;"
        print "END IF; END $$;"
    }
    if (engine != "sqlite") exit
    print "ANALYZE sqlite_schema;"
    print "DELETE FROM sqlite_stat1;" # of the migration before
    print "INSERT INTO sqlite_stat1 (tbl, idx, stat)"
    print "SELECT m.name, CASE l.origin WHEN 'pk' THEN m.name ELSE l.name END, '1000000 ' ||"
    print "       (SELECT group_concat(n, ' ') FROM (SELECT CASE"
    print "            WHEN l.\"unique\" = 1 AND c.seqno = (SELECT MAX(seqno) FROM pragma_index_info(l.name)) THEN 1"
    print "            ELSE MAX(2, 1000000 >> 7 * (SELECT COUNT(*) FROM pragma_index_info(l.name) AS b"
    print "                 WHERE b.seqno <= c.seqno AND b.name NOT IN ('pool', 'project', 'month'))) END AS n"
    print "          FROM pragma_index_info(l.name) AS c ORDER BY c.seqno)) || ' noskipscan'"
    print "  FROM sqlite_schema AS m, pragma_index_list(m.name) AS l"
    print " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1, 2;"
    print "ANALYZE sqlite_schema;"
}
