#!/bin/sh
# mutants.sh [SAMPLE] [FILE...] - would the engine's tests notice a mistake? Makes every small mistake
# of tools/mutate.awk in src/engine/*.c (or FILE...), one at a time, and runs the tests of that file.
# A mistake is killed when a test fails, dies or does not end; one that does not compile does not count.
# What survives is tried again with sanitizers, so that reading past an array is a death as well.
# SAMPLE: only so many, evenly spread. Without it docs/mutants.md gets the list of survivors; a reason
# written there stays. Fails when less than 95 % are killed, survivors with a reason not counted.
if [ "$1" = -m ]; then # a worker: -m NUMBER
    n=$2; tab=$(printf '\t')
    IFS="$tab" read -r src line col len text kind <<END
$(sed -n "${n}p" list)
END
    name=$(basename "$src" .c); dir=m$n; mkdir "$dir"
    awk -v l="$line" -v c="$col" -v n="$len" -v f="list" -v row="$n" '
        BEGIN { FS = "\t"; while ((getline < f) > 0) if (++k == row) text = $5; FS = " " }
        FNR == l { $0 = substr($0, 1, c - 1) text substr($0, c + n) }
        { print }' "$root/$src" > "$dir/$name.c"
    attempt() { # PLAIN|CAREFUL: 0 when no test notices
        eval "cc=\$$1"
        $cc -I"$root/src/engine" -c "$dir/$name.c" -o "$dir/m.o" || return 2
        for t in $(cat "tests.$name"); do
            $cc -o "$dir/t" "$t.$1.o" "$dir/m.o" "$1.a" $libs || continue
            (cd "$root" && timeout 8 "$run/$dir/t" > /dev/null) || return 1
        done
    }
    attempt plain; case $? in
        0) attempt careful && verdict=survived || verdict=killed ;;
        1) verdict=killed ;;
        *) verdict=broken ;;
    esac
    echo "$verdict" > "v$n"; rm -rf "$dir"
    exit 0
fi

root=$(cd "$(dirname "$0")/.." && pwd) && cd "$root" || exit 2
case $1 in ''|*[!0-9]*) sample=0 ;; *) sample=$1; shift ;; esac
build=$root/build run=$(mktemp -d) self=$root/tools/mutants.sh
[ -e "$build/build.ninja" ] && ninja -C "$build" > /dev/null || { echo 'run make first'; rm -rf "$run"; exit 2; }
trap 'rm -rf "$run"' EXIT
core=$build/src/base/core
plain="cc -std=c17 -O0 -w -D_POSIX_C_SOURCE=200809L -I$root/src -I$build/src"
careful="$plain -fsanitize=address,undefined -fno-sanitize-recover=all"
libs="$core/libjicai_core.a -lcmocka -lcrypto"
export root build run plain careful libs ASAN_OPTIONS=detect_leaks=0:abort_on_error=1

cd "$run" || exit 2
all=$(cd "$root" && ls src/engine/*.c)
for f in ${@:-$all}; do (cd "$root" && awk -f tools/mutate.awk "$f"); done > every
[ "$sample" -gt 0 ] && awk -v n="$(wc -l < every)" -v want="$sample" '
    int((NR - 1) * want / n) != int(NR * want / n)' every > list || cp every list

# The engine without optimizer: one archive, from which the mutant takes its own file's place.
for how in plain careful; do
    eval "cc=\$$how"
    for f in $all; do $cc -c "$root/$f" -o "$(basename "$f" .c).o" || exit 2; done
    ar rc $how.a ./*.o && rm ./*.o
done

# Which tests look at a file: those that include its header (its own, or the first engine header it
# includes); the ones of the same name first. What everybody includes is looked at by all.
objects=$(cd "$build/tests" && ls -d test_*.p/engine_test_*.o)
for o in $objects; do
    t=${o%%.p/*}; s=$root/tests/engine/${o##*engine_}; s=${s%.o}
    $plain -c "$s" -o "$t.plain.o" && $careful -c "$s" -o "$t.careful.o" || exit 2
    echo "$t $($plain -MM "$s" | tr ' ' '\n' | sed -n 's/.*src\/\(engine\/[a-z_]*\.h\)$/\1/p' | tr '\n' ' ')"
done > tests
for f in $all; do
    name=$(basename "$f" .c)
    header=$(sed -n 's/^#include "\(engine\/[a-z_]*\)\.h".*/\1/p' "$root/$f" | head -1)
    awk -v h="${header%_inner}.h" -v near="test_${name%%_*}" '
        index($0 " ", " " h " ") { if (index($1, near) == 1) print $1; else later = later $1 "\n" }
        END { printf "%s", later }' tests > "tests.$name"
done
for t in $(cut -d' ' -f1 tests); do # the tests must pass on what is not mutated
    for how in plain careful; do
        eval "cc=\$$how"
        $cc -o t "$t.$how.o" $how.a $libs && (cd "$root" && "$run/t") > log 2>&1 || { echo "$t fails without a mutant"; exit 2; }
    done
done

total=$(wc -l < list)
seq "$total" | xargs -P "${JOBS:-2}" -n 1 "$self" -m 2> /dev/null
for n in $(seq "$total"); do cat "v$n" 2>/dev/null || echo broken; done > verdicts
paste verdicts list > results

# A survivor is known by file, text of its line and what became of it, not by its number.
awk -F '\t' -v root="$root" '$1 == "survived" {
    file = root "/" $2; while (FNR_of[file] < $3 && (getline l < file) > 0) text[file, ++FNR_of[file]] = l
    l = text[file, $3]; m = substr(l, 1, $4 - 1) "⟦" substr(l, $4, $5) " → " $6 "⟧" substr(l, $4 + $5)
    sub(/^ +/, "", m); gsub(/\|/, "\\|", m); sub("src/engine/", "", $2); print $2 "\t" m }' results |
    LC_ALL=C sort > survivors
old=$root/docs/mutants.md; [ -e "$old" ] || old=/dev/null
awk -F '\t' -v old="$old" '
    BEGIN { while ((getline l < old) > 0) if (l ~ /^\| [a-z_]*\.c \| /) {
        n = split(l, p, " \\| "); f = substr(p[1], 3); r = p[n]; sub(/ *\|$/, "", r)
        m = substr(l, length(p[1]) + 4, length(l) - length(p[1]) - length(p[n]) - 6); reason[f "\t" m] = r } }
    { m = "`" $2 "`"; r = reason[$1 "\t" m]; print "| " $1 " | " m " | " (r == "" ? "?" : r) " |" }' survivors > rows
killed=$(grep -c killed verdicts) survived=$(wc -l < rows) excused=$(grep -vc '| ? |$' rows)
counted=$((killed + survived - excused))
echo "$killed of $((killed + survived)) mutants killed, $excused survivors with a reason, $(grep -c broken verdicts) did not compile"
if [ "$sample" = 0 ] && [ $# = 0 ]; then
    { echo '# Mutants that the tests of the engine do not notice'
      echo
      echo 'Written by `make mutants` (tools/mutants.sh); the last column is ours and is kept. A survivor without a reason'
      echo 'shows "?": a test is missing. The mark shows what became of what.'
      echo
      echo "$killed of $((killed + survived)) killed."
      echo
      echo '| file | mutant | reason |'
      echo '|---|---|---|'
      cat rows; } > "$root/docs/mutants.md"
else
    grep '| ? |$' rows
fi
[ "$counted" -gt 0 ] && [ $((killed * 100)) -ge $((counted * 95)) ]
