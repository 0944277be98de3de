# wordgen.awk - turn words/*.tsv into the message ids and one table per language.
# Usage: awk -v want=h|c -f wordgen.awk FILE...
# A line: id TAB Chinese TAB English [TAB what to do, Chinese TAB what to do, English]. "{1}" to "{6}"
# stand for the facts that go with the message. No quotation mark or backslash in a text.
BEGIN { FS = "\t" }
function fail(why) { print FILENAME ":" FNR ": " why > "/dev/stderr"; bad = 1 }
function used(s,    i, set) { # which of {1}..{6} stand in s
    for (i = 1; i <= 6; i++) if (index(s, "{" i "}")) set = set i
    gsub(/[{][1-6][}]/, "", s)
    return s ~ /[{}]/ ? "bad" : set
}
/^#/ || /^$/ || (FNR == 1 && $1 == "id") { next }
{
    if ((NF != 3 && NF != 5) || $1 !~ /^[a-z][a-z0-9_]*$/) fail("not id, zh, en[, do_zh, do_en]")
    if (/["\\]/) fail("a quotation mark or a backslash")
    if (seen[$1]++) fail($1 ": twice")
    if (used($2) != used($3) || used($2) == "bad") fail($1 ": the languages name different facts")
    id = "M_" toupper($1)
    ids = ids "    " id ",\n"
    zh = zh "        [" id "] = {\"" $2 "\", \"" $4 "\"},\n"
    en = en "        [" id "] = {\"" $3 "\", \"" $5 "\"},\n"
    names = names "    [" id "] = \"" $1 "\",\n"
}
END {
    if (bad) exit 1
    if (want == "h") {
        print "#pragma once\nenum msg {\n" ids "    MSG_COUNT\n};\n\nenum lang { LANG_ZH, LANG_EN, LANG_COUNT };\n"
        print "struct words {\n    const char *text, *todo; /* todo: what to do about it; may be \"\" */\n};\n"
        print "extern const struct words words[LANG_COUNT][MSG_COUNT];\nextern const char *const msg_names[MSG_COUNT];"
    } else {
        print "#include \"base/core/words.h\"\n\nconst struct words words[LANG_COUNT][MSG_COUNT] = {"
        print "    [LANG_ZH] = {\n" zh "    },\n    [LANG_EN] = {\n" en "    },\n};\n"
        print "const char *const msg_names[MSG_COUNT] = {\n" names "};"
    }
}
