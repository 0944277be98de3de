# schemagen.awk - one schema text as an engine wants it. Usage: awk -v engine=sqlite|postgres -f ... FILE...
# The files are plain SQL for both. For SQLite, which would take any value in any column, each column
# gets a check of its type, tables are kept by their primary key, and "-- append only: TABLE" becomes
# two triggers. (On PostgreSQL the server's role has no right to UPDATE or DELETE there.)
engine == "sqlite" && /^-- append only: [a-z_]+$/ {
    print "CREATE TRIGGER " $4 "_no_update BEFORE UPDATE ON " $4 " BEGIN SELECT RAISE(ABORT, 'append only'); END;"
    print "CREATE TRIGGER " $4 "_no_delete BEFORE DELETE ON " $4 " BEGIN SELECT RAISE(ABORT, 'append only'); END;"
    next
}
{ sub(/ *--.*$/, "") }
engine == "sqlite" && /^ +[a-z_0-9]+ +(BIGINT|INTEGER|SMALLINT|TEXT) +NOT NULL/ {
    type = $2 == "TEXT" ? "text" : "integer"
    sub(/NOT NULL/, "NOT NULL CHECK (typeof(" $1 ") = '" type "')")
}
engine == "sqlite" && /^CREATE TABLE/ { table = 1 }
engine == "sqlite" && table && /^\);/ { sub(/^\);/, ") WITHOUT ROWID;"); table = 0 }
/[^ ]/ { print }
