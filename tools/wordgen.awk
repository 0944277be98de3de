# wordgen.awk - turn words/*.tsv into message ids and tables. One file is one area: a header of its own, so that a new
# sentence compiles what uses that area and nothing else.
# Usage: awk -v want=h|c -v area=NAME -v at=N -f wordgen.awk FILE     at: the area's place in the list
#        awk -v want=index -f wordgen.awk FILE...                    all areas; also finds what is written twice
# A line: id TAB Chinese TAB English [TAB what to do, Chinese TAB what to do, English]. "{1}" to "{6}"
# stand for the facts that go with the message; "{1:level}" for a fact that is a code: it is said by the sentence level_CODE. No quotation mark or backslash in a text.
BEGIN { FS = "\t"; BLOCK = 512 }
function fail(why) { print FILENAME ":" FNR ": " why > "/dev/stderr"; bad = 1 }
function used(s,    i, set) { # which of {1}..{6} stand in s
    for (i = 1; i <= 6; i++) if (index(s, "{" i "}") || index(s, "{" i ":")) set = set i
    gsub(/[{][1-6](:[a-z_]+)?[}]/, "", s)
    return s ~ /[{}]/ ? "bad" : set
}
FNR == 1 { name = FILENAME; gsub(/^.*\/|[.]tsv$/, "", name); areas[++files] = name; n = 0 }
/^#/ || /^$/ || (FNR == 1 && $1 == "id") { next }
{
    if ((NF != 3 && NF != 5) || $1 !~ /^[a-z][a-z0-9_]*$/) fail("not id, zh, en[, do_zh, do_en]")
    if (/["\\]/) fail("a quotation mark or a backslash")
    if (seen[$1]++) fail($1 ": twice")
    if (used($2) != used($3) || used($2) == "bad") fail($1 ": the languages name different facts")
    if (n == BLOCK) fail("more than " BLOCK " in one file: split it")
    if ($1 != "none") ids = ids "#define M_" toupper($1) " ((enum msg)" at * BLOCK + n ")\n"
    n++
    zh = zh "    {\"" $2 "\", \"" $4 "\"},\n"
    en = en "    {\"" $3 "\", \"" $5 "\"},\n"
    names = names "    \"" $1 "\",\n"
}
END {
    if (bad) exit 1
    if (want == "h")
        print "#pragma once\n#include \"base/core/words.h\"\n" ids
    else if (want == "c") {
        print "#include \"base/core/words.h\"\n\nextern const struct word_area words_" area ";"
        print "static const struct words zh[] = {\n" zh "};\nstatic const struct words en[] = {\n" en "};"
        print "static const char *const name[] = {\n" names "};"
        print "const struct word_area words_" area " = {{zh, en}, name, sizeof(name) / sizeof(*name)};"
    } else {
        print "#include \"base/core/words.h\"\n"
        for (i = 1; i <= files; i++) print "extern const struct word_area words_" areas[i] ";"
        print "const struct word_area *const word_areas[] = {"
        for (i = 1; i <= files; i++) print "    &words_" areas[i] ","
        print "    0,\n};"
    }
}
