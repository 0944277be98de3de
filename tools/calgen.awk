# calgen.awk - turn data/holidays.csv (date,kind,name) into the table of base/core/calendar.h.
BEGIN { FS = "," }
NR == 1 { next }
function day(y, m, d,    era, oe, oy) { # as in base/core/date.c
    if (m <= 2) y--
    era = int(y / 400); oe = y - era * 400
    oy = int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
    return era * 146097 + oe * 365 + int(oe / 4) - int(oe / 100) + oy - 719468
}
{
    if ($1 !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/ || ($2 != "holiday" && $2 != "workday")) {
        print FILENAME ":" FNR ": not date,holiday|workday,name" > "/dev/stderr"; bad = 1
    }
    n = day(substr($1, 1, 4) + 0, substr($1, 6, 2) + 0, substr($1, 9, 2) + 0)
    if (rows && n <= last) { print FILENAME ":" FNR ": not in order of date" > "/dev/stderr"; bad = 1 }
    last = n; rows++
    body = body "    {" n ", " ($2 == "holiday" ? "true" : "false") "},\n"
}
END {
    if (bad || !rows) exit 1
    printf "#include \"base/core/calendar.h\"\n\nconst struct calendar_day calendar_days[] = {\n%s};\nconst int calendar_days_n = %d;\n", body, rows
}
