#!/bin/sh
# tidy.sh ROOT ENGINE.a CORE.a - rules of the house that a compiler does not know. Run as a test.
engine=$(realpath "$2") && core=$(realpath "$3") && [ -s "$engine" ] && [ -s "$core" ] && cd "$1" || exit 2
wings='registry project demand tender listing agreement trade fund oversight desk' # life cycle
bad=0
say() { echo "$1"; bad=1; }

# 1. Layers: a folder may include only what is named here; a wing also the wings before it.
before() { for w in $wings; do echo "$w"; [ "$w" = "$1" ] && break; done; }
allow() { case $1 in
    base/core) echo base/core ;; base/host) echo base/core base/host ;;
    engine) echo base/core engine ;; policy) echo base/core base/host engine policy ;;
    sheet) echo base/core base/host sheet ;; db) echo base/core base/host db ;;
    cli) echo base/core base/host engine policy sheet db "$wings" cli ;;
    *) case " $wings " in *" $1 "*) echo base/core base/host engine policy sheet db $(before "$1") ;; esac ;; esac; }
for f in $(find src -name '*.[ch]'); do
    layer=$(dirname "${f#src/}")
    for used in $(sed -n 's/^#include "\([^"]*\)\/[^"]*".*/\1/p' "$f" | sort -u); do
        case " $(echo $(allow "$layer")) " in *" $used "*) ;; *) say "$f: $layer may not include $used" ;; esac
    done
done

# 2. The engine is pure: it reaches nothing but arithmetic and the caller's memory. So is core,
#    which also prints numbers.
pure='mem(cpy|set|cmp|move)|str(len|cmp|ncmp)|__assert_fail|__stack_chk_fail|__(asan|ubsan)_.*|_GLOBAL_OFFSET_TABLE_|__u?(div|mod|divmod)ti[34]|money_.*|qty_.*|ratio_.*|times_.*|wide_.*|date_.*|month_.*|calendar_.*|errs?_.*|text_.*|int_.*|words(_fill)?|msg_names|sha256_.*|sm3_.*|code_.*'
purity() { # LIB NAME ALSO
    for s in $(nm -u "$1" | awk 'NF == 2 {print $2}' | sort -u | grep -Ev "^($pure${3:+|$3})\$"); do
        nm --defined-only "$1" | grep -q " [TRDB] $s\$" || say "$2 is not pure: it calls $s"
    done; }
purity "$engine" engine
purity "$core" core 'snprintf|__snprintf_chk|strcspn|strspn|words|msg_names|calendar_days(_n)?'

# 3. A wing's SQL names no table of the driver or of a later wing.
tables() { sed -n 's/^CREATE TABLE \([a-z_]*\).*/\1/p' "$1"; }
later=$(tables src/db/schema.sql)
for w in $(echo $wings | awk '{for (i = NF; i > 0; i--) print $i}'); do
    for t in $later; do
        for f in src/"$w"/*.sql; do
            [ -e "$f" ] && sed "s/--.*//; s/'[^']*'//g" "$f" | grep -qiw "$t" && say "$f: $w may not name table $t"
        done
    done
    [ -e "src/$w/schema.sql" ] && later="$later $(tables "src/$w/schema.sql")"
done

# 4. Words we do not use, and lines nobody can read.
grep -nE '\b(strcpy|strcat|sprintf|gets|atof|strtok)\(' src -r && say 'banned function'
grep -nE '\b(float|double)\b' src/engine src/base -r && say 'no floating point near money'
grep -nE 'err_(set|put)\([^;]*"[^"/]* [a-z]* ' src -r && say 'a sentence in C: it belongs into words/'
src=$(find src -name '*.[ch]')
awk 'length > 100 {print FILENAME ":" FNR ": longer than 100"; bad = 1} END {exit bad}' $src || bad=1

# 5. A function fits on a screen.
awk '/^{/ {start = FNR} /^}/ && start {if (FNR - start > 70) {print FILENAME ":" start ": function over 70 lines"; bad = 1} start = 0}
     END {exit bad}' $src || bad=1
if [ $bad = 0 ]; then echo "1 passed, 0 failed"; else echo "0 passed, 1 failed"; fi
exit $bad
