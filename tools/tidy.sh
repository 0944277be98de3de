#!/bin/sh
# tidy.sh ROOT ENGINE.a CORE.a - rules of the house that a compiler does not know. Run as a test.
engine=$(realpath "$2") && core=$(realpath "$3") && [ -s "$engine" ] && [ -s "$core" ] && cd "$1" || exit 2
wings='access registry project demand tender listing agreement trade ward fund cutover oversight reminder openness message day desk' # life cycle
bad=0
say() { echo "$1"; bad=1; }

# 1. Layers: a folder may include only what is named here; a wing also the wings before it.
# shellcheck disable=SC2046
awk -v wings="$wings" '
    BEGIN {
        allow["base/core"] = "base/core"; allow["base/host"] = "base/core base/host"
        allow["engine"] = "base/core engine"; allow["policy"] = "base/core base/host engine policy"
        allow["sheet"] = "base/core base/host sheet"; allow["db"] = "base/core base/host db"
        allow["http"] = "base/core base/host db http"; allow["seal"] = "base/core base/host seal"
        allow["audit"] = "base/core base/host db http audit"
        lower = "base/core base/host engine policy sheet db http audit seal"
        n = split(wings, w, " ")
        for (i = 1; i <= n; i++) allow[w[i]] = lower = lower " " w[i]
        allow["intake"] = lower " intake"; allow["print"] = lower " print"
        allow["cli"] = lower " intake print cli"
    }
    FNR == 1 { layer = FILENAME; sub(/^src\//, "", layer); sub(/\/[^\/]*$/, "", layer) }
    /^#include "/ {
        used = $2; gsub(/"/, "", used)
        if (used ~ /^words\//) next # sentences: for everybody
        if (!sub(/\/[^\/]*$/, "", used)) next
        if (index(" " allow[layer] " ", " " used " ") == 0) { print FILENAME ": " layer " may not include " used; bad = 1 }
    }
    END { exit bad }' $(find src -name '*.[ch]') || bad=1

# 2. The engine is pure: it reaches nothing but arithmetic and the caller's memory. So is core,
#    which also prints numbers.
pure='mem(cpy|set|cmp|move|chr)|str(len|cmp|ncmp)|__assert_fail|__stack_chk_fail|__(asan|ubsan)_.*|_GLOBAL_OFFSET_TABLE_|__cpu_(model|features2)|__u?(div|mod|divmod)ti[34]|money_.*|qty_.*|ratio_.*|times_.*|wide_.*|date_.*|month_.*|calendar_.*|errs?_.*|text_.*|int_.*|words(_of|_fill)?|word_text|msg_(name|find|next)|sha256_.*|sm3_.*|code_.*'
purity() { # LIB NAME ALSO
    for s in $(nm -u "$1" | awk 'NF == 2 {print $2}' | sort -u | grep -Ev "^($pure${3:+|$3})\$"); do
        nm --defined-only "$1" | grep -q " [TRDB] $s\$" || say "$2 is not pure: it calls $s"
    done; }
purity "$engine" engine
purity "$core" core 'snprintf|__snprintf_chk|strcspn|strspn|words_.*|word_areas|calendar_days(_n)?'

# 3. A wing's SQL names no table of the driver, of the log or of a later wing.
sql=$(for w in db http audit $wings; do ls src/"$w"/*.sql 2>/dev/null; done)
awk -v wings="db http audit $wings" '
    BEGIN { n = split(wings, w, " "); for (i = 1; i <= n; i++) place[w[i]] = i }
    FNR == 1 { pass[FILENAME]++; folder = FILENAME; sub(/^src\//, "", folder); sub(/\/.*/, "", folder) }
    pass[FILENAME] == 1 { if (/^CREATE TABLE /) { name = $3; sub(/\(.*/, "", name); home[name] = folder }; next }
    {
        line = $0; sub(/--.*/, "", line); gsub(/'"'[^']*'"'/, "", line); gsub(/[^A-Za-z0-9_]/, " ", line)
        m = split(line, word, " ")
        for (i = 1; i <= m; i++)
            if (word[i] in home && folder !~ /^(db|http|audit)$/ && (home[word[i]] ~ /^(db|http|audit)$/ || place[home[word[i]]] > place[folder])) {
                print FILENAME ":" FNR ": " folder " may not name table " word[i]; bad = 1
            }
    }
    END { exit bad }' $sql $sql || bad=1

# 4. Words we do not use, and lines nobody can read.
grep -nE '\b(strcpy|strcat|sprintf|gets|atof|strtok)\(' src -r && say 'banned function'
grep -nE '\b(float|double)\b' src/engine src/base -r && say 'no floating point near money'
grep -nE 'err_(set|put)\([^;]*"[^"/]* [a-z]* ' src -r && say 'a sentence in C: it belongs into words/'
src=$(find src -name '*.[ch]')
awk 'length > 100 {print FILENAME ":" FNR ": longer than 100"; bad = 1} END {exit bad}' $src || bad=1

# 5. A function fits on a screen.
awk '/^{/ {start = FNR} /^}/ && start {if (FNR - start > 70) {print FILENAME ":" start ": function over 70 lines"; bad = 1} start = 0}
     END {exit bad}' $src || bad=1

# 6. A decision has a number of its own.
two=$(ls docs/decisions | cut -c1-4 | sort | uniq -d)
[ -z "$two" ] || say "docs/decisions: two of number $two"
if [ $bad = 0 ]; then echo "1 passed, 0 failed"; else echo "0 passed, 1 failed"; fi
exit $bad
