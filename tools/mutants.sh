#!/bin/sh
# mutants.sh [-j JOBS] [SAMPLE] [FILE...] - would the engine's tests notice a mistake? Makes every small
# mistake of tools/mutate.awk in src/engine/*.c (or FILE...), one at a time, and runs the engine's tests
# that reach the file. A mistake is killed when a test fails, dies or does not end; one that does not
# compile does not count. What survives is tried again with sanitizers, so that reading past an array is
# a death as well.
# SAMPLE: only so many, evenly spread, always the same for the same engine. Without it docs/mutants.md gets
# what came out, for these files; a reason written there stays. Fails when less than 95 % are killed: in a
# sample survivors with a reason are not tried again and not counted; else they count, and each wants a reason.
# What makes it quick: only the changed file is compiled, and it takes its own's place when a test program
# starts (LD_PRELOAD), so no program is linked again; the program that killed last goes first; it ends at
# its first failure, or when it computes long beyond what it needs.
root=$(cd "$(dirname "$0")/.." && pwd) && cd "$root" || exit 2
jobs=1
[ "$1" = -j ] && { jobs=$2; shift 2; }
case $1 in ''|*[!0-9]*) sample=0 ;; *) sample=$1; shift ;; esac
[ "$sample" = 0 ] && whole=1 || whole=0
build=$root/build
[ -e "$build/build.ninja" ] && ninja -C "$build" src/base/core/libjicai_core.a > /dev/null || { echo 'run make first'; exit 2; }
cc="cc -std=c17 -w -pipe -fPIC -D_POSIX_C_SOURCE=200809L -I$root/src -I$root/src/engine -I$build"
libs='-lcmocka -lcrypto'
all=$(ls src/engine/*.c) && { [ $# -gt 0 ] || set -- $all; }
run=$(mktemp -d) && cd "$run" && trap 'rm -rf "$run"' EXIT && trap 'exit 2' INT TERM || exit 2
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=1:detect_odr_violation=0

# What the two ways of building differ in: flags, and the milliseconds a test program may need and compute.
way() {
    case $1 in
        plain) flags='' first='' need=300 most=1000 ;;
        careful) flags='-fsanitize=address,undefined -fno-sanitize-recover=all'
            first=$(cc -print-file-name=libasan.so): need=3000 most=10000 ;;
    esac
}
run_test() { # MILLISECONDS LIBRARY PROGRAM
    ( cd "$root" && MAY_COMPUTE=$1 LD_PRELOAD=$first$run/stop.so:$2 exec "$run/$3" ) > /dev/null 2>&1
}
# The tests and what they test. Calls inside the engine go by name at run time (-fPIC), or else no mutant
# could take a place. Which files a test program reaches, the linker knows.
prepare() { # plain|careful
    way "$1"; mkdir "$1" || return
    for f in "$root"/src/base/core/*.c "$build"/src/base/core/*.c "$build"/words/*.c; do
        $cc -O2 $flags -c "$f" -o "$1/$(echo "${f##*/src/}" | tr / _).o" || return
    done
    for f in $all; do $cc $flags -c "$root/$f" -o "$1/$(basename "$f" .c).o" || return; done
    $cc $flags -shared "$1"/*.o -o "$1/engine.so" && ar rc "$1/engine.a" "$1"/*.o && rm "$1"/*.o || return
    for f in "$root"/tests/engine/test_*.c; do
        t=$(basename "$f" .c)
        $cc $flags -c "$f" -o "$t.o" && $cc $flags "$t.o" "$run/$1/engine.so" $libs -o "$1/$t" || return
        run_test $need '' "$1/$t" || { echo "$t fails without a mutant, or computes over $need ms"; return 1; }
        [ "$1" = careful ] || cc "$t.o" plain/engine.a $libs -o reach -Wl,-t,-t |
            sed -n "s/.*engine\.a)\([a-z_0-9]*\)\.o$/\1 $t/p" >> reaches
    done
}
cat > stop.c <<'END'
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>
void _fail(const char *file, int line) { (void)file, (void)line; _exit(1); } /* cmocka's */
__attribute__((constructor)) static void limit(void) {
    int ms = atoi(getenv("MAY_COMPUTE"));
    setitimer(ITIMER_PROF, &(struct itimerval){{0, 0}, {ms / 1000, ms % 1000 * 1000}}, 0);
}
END
cc -shared -fPIC stop.c -o stop.so && prepare plain || exit 2
for f; do # the tests of the file's own name first
    n=$(basename "$f" .c)
    awk -v n="$n" -v near="test_${n%%_*}" '
        $1 == n { if (index($2, near) == 1) print $2; else later = later $2 "\n" }
        END { printf "%s", later }' reaches > "tests.$n"
done

(cd "$root" && for f; do awk -f tools/mutate.awk "$f"; done) > every
[ "$sample" -gt 0 ] && awk -v n="$(wc -l < every)" -v want="$sample" '
    int((NR - 1) * want / n) != int(NR * want / n)' every > list || cp every list
# A mutant is known by its file, the text of its line and what became of it, not by its number.
awk -F '\t' -v root="$root" '{
    file = root "/" $1; while (at[file] < $2 && (getline l < file) > 0) text[file, ++at[file]] = l
    l = text[file, $2]; m = substr(l, 1, $3 - 1) "⟦" substr(l, $3, $4) " → " $5 "⟧" substr(l, $3 + $4)
    sub(/^ +/, "", m); gsub(/\|/, "\\|", m); sub("src/engine/", "", $1); print $1 " | `" m "`" }' list > names
old=$root/docs/mutants.md; [ -e "$old" ] || old=/dev/null
awk -v old="$old" '
    BEGIN { while ((getline l < old) > 0) if (l ~ /^\| [a-z_]*\.c \| `/) {
        n = split(l, p, " \\| "); r = p[n]; sub(/ *\|$/, "", r)
        reason[substr(l, 3, length(l) - length(p[n]) - 5)] = r } }
    { r = reason[$0]; print r == "" ? "?" : r }' names > reasons

# Tries the mutants of a list of numbers: writes "NUMBER killed|survived|broken".
attempt() { # plain|careful WORKER
    way "$1"; mkdir "$2"
    while read -r number; do
        IFS='	' read -r src line col len text kind <<END
$(sed -n "${number}p" list)
END
        name=$(basename "$src" .c); order=tests.$name
        [ -e "$2/$order" ] || cp "$order" "$2"
        M="$text" awk -v l="$line" -v c="$col" -v n="$len" '
            FNR == l { $0 = substr($0, 1, c - 1) ENVIRON["M"] substr($0, c + n) }
            { print }' "$root/$src" > "$2/$name.c"
        verdict=survived
        if ! $cc $flags -c "$2/$name.c" -o "$2/m.o" || ! cc $flags -shared "$2/m.o" -o "$2/m.so"; then verdict=broken
        else for t in $(cat "$2/$order"); do
            run_test $most "$run/$2/m.so" "$1/$t" && continue
            verdict=killed
            { echo "$t"; grep -vx "$t" "$2/$order"; } > "$2/new"; mv "$2/new" "$2/$order"; break
        done; fi
        echo "$number $verdict"
    done 2> /dev/null
}
share() { # plain|careful: the numbers on standard input shared among the workers
    cat > numbers
    for w in $(seq "$jobs"); do
        awk -v w="$w" -v n="$jobs" 'NR % n == w % n' numbers | attempt "$1" "$1.$w" > "$1.verdicts.$w" &
    done
    wait; cat "$1".verdicts.*
}
seq "$(wc -l < list)" | share plain > plain.verdicts
awk -v e="$whole" 'FNR == NR { if ($2 == "survived") s[$1]; next }
    FNR in s && (e || $0 == "?") { print FNR }' plain.verdicts reasons > again
if [ -s again ]; then prepare careful && share careful < again > careful.verdicts || exit 2; else : > careful.verdicts; fi
cat plain.verdicts careful.verdicts | awk '{ v[$1] = $2; if ($1 > n) n = $1 } END { for (i = 1; i <= n; i++) print v[i] }' > verdicts
paste -d '\t' verdicts names reasons > results

awk -F '\t' '$1 == "survived" { print "| " $2 " | " $3 " |" }' results | LC_ALL=C sort > rows
killed=$(grep -c killed verdicts) survived=$(grep -c survived verdicts) silent=$(grep -c '| ? |$' rows)
tried=$((killed + survived))
echo "$killed of $tried mutants killed, $((survived - silent)) survivors with a reason, $silent without;" \
    "$(grep -c broken verdicts) did not compile"
if [ $whole = 1 ]; then # files that were not tried keep their lines
    for f; do basename "$f"; done > tried.files
    keep() { # PATTERN: the old lines of other files
        awk -v p="$1" 'FNR == NR { tried[$1]; next } $0 ~ p && !($2 in tried)' tried.files "$old"
    }
    { keep '^[|] [a-z_]*[.]c [|] [0-9]+ [|]'
      awk -F '\t' '$1 != "broken" { sub(/ \|.*/, "", $2); n[$2]++; k[$2] += $1 == "killed" }
          END { for (f in n) print "| " f " | " n[f] " | " k[f] " | " n[f] - k[f] " |" }' results; } | LC_ALL=C sort > figures
    { keep '^[|] [a-z_]*[.]c [|] `'; cat rows; } | LC_ALL=C sort > all.rows
    killed=$(awk '{ k += $6 } END { print k }' figures) tried=$(awk '{ n += $4 } END { print n }' figures)
    silent=$(grep -c '| ? |$' all.rows)
    { echo '# Mutants that the tests of the engine do not notice'
      echo
      echo 'Written by `make mutants` (tools/mutants.sh): every small mistake (a relation, an operator, a constant by one,'
      echo 'a condition negated, two arguments exchanged, a statement dropped) in src/engine, one at a time.'
      echo
      echo "**$killed of $tried killed ($((killed * 1000 / tried / 10)).$((killed * 1000 / tried % 10)) %).**" \
          'The others stand below; the last column is ours and is kept, "?" is a test that is missing.'
      echo
      echo '| file | mutants | killed | survivors |'
      echo '|---|--:|--:|--:|'
      cat figures
      echo
      echo 'The mark shows what became of what.'
      echo
      echo '| file | mutant | reason |'
      echo '|---|---|---|'
      cat all.rows; } > new.md && cp new.md "$root/docs/mutants.md"
    grep '| ? |$' rows
    [ "$silent" = 0 ] && [ $((killed * 100)) -ge $((tried * 95)) ]
else
    grep '| ? |$' rows
    [ $((killed * 100)) -ge $(((killed + silent) * 95)) ]
fi
