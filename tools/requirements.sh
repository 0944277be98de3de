#!/bin/sh
# requirements.sh TABLE [LOG...] - does every row of REQUIREMENTS name tests that passed in these logs? Without
# logs: is the table as it should be?
# A line of the table: row, part, state (done, or "issue N": waits for that issue, "issue none yet": for one still to be filed), tests (program:test, comma between).
# A part that waits is counted apart; a part that is done must name at least one test that passed. A fifth column, of
# rows A to F: what shows the part over HTTP, as calls of a journey (70_cycle/award.run, or 70_cycle/award.run:409 of
# a refusal: the "ok" lines of make journey) or as HTTP tests (program:test); "-": nothing does yet, counted apart.
table=$1; shift
awk -F '\t' -v logs=$# '
    function check(list, what,   t, n, i, miss) {
        n = split(list, t, /, */)
        for (i = 1; i <= n; i++)
            if (logs && !(t[i] in ok)) { print table ":" FNR ": " $1 " claims " t[i] what ", which did not pass"; miss = 1 }
        return !miss && list != ""
    }
    FILENAME != table && /^test: / { program = $0; sub(/^test: */, "", program); sub(/.* \/ /, "", program); next }
    FILENAME != table && /^=== test_/ { program = substr($0, 10); next } # of tests/db/each.sh
    FILENAME != table && /^\[       OK \] / { name = $0; sub(/^\[       OK \] /, "", name); ok[program ":" name] = ok[name] = 1; next }
    FILENAME != table && /^ok / { name = $0; sub(/^ok /, "", name); ok[name] = 1; next }
    FILENAME != table || FNR == 1 || /^#/ || /^$/ { next }
    NF < 4 { print table ":" FNR ": not row, part, state, tests"; bad++; next }
    $3 ~ /^issue ([0-9]+|none yet)$/ { waits++; rows[$1]; next }
    $3 != "done" { print table ":" FNR ": state is " $3; bad++; next }
    {
        rows[$1]; fine = check($4, "")
        if ($4 == "") print table ":" FNR ": " $1 ": no tests: name those that show it in column 4"
        if ($5 == "-") { if ($1 ~ /^[A-F]/) silent++ }
        else if ($1 ~ /^[A-F]/ && $5 == "") {
            print table ":" FNR ": " $1 ": no fifth column (" substr($2, 1, 40) "...): name what shows it over HTTP:" \
                " calls of a journey as 70_cycle/award.run or 70_cycle/award.run:409, tests as tender_http:test_the_whole"
            fine = 0
        } else if ($5 != "") fine = check($5, " over HTTP") && fine
        if (fine) good++; else bad++
    }
    END {
        n = split("A1 A2 A3 A4 A5 A6 A7 B1 B2 B3 B4 B5 B6 C1 C2 C3 C4 D1 D2 D3 D4 D5 D6 D7 E1 E2 E3 E4 E5 E6 F1 F2 F3 F4 G1 G2 G3 G4 G5 G6 G7 " \
                  "H1 H2 H3 H4 H5 H6 I1 I2 I3 I4 I5 I6 I7 I8 I9 J1 J2 J3 J4 J5 J6 J7 K1 K2 K3 K4 K5", want, " ")
        for (i = 1; i <= n; i++) if (!(want[i] in rows)) { print table ": no line for " want[i]; bad++ }
        print waits + 0 " parts wait for another issue, " silent + 0 " are not shown over HTTP"
        print good + 0 " passed, " bad + 0 " failed"
        exit bad > 0
    }' table="$table" "$@" "$table"
