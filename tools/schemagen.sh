#!/bin/sh
# schemagen.sh OUT.c WINGS FILE... - the wings' tables as migration 0001 (db/schema.h), and each file
# .../migrations/NNNN_what.sql as the migration of its number, in the order given; the assembler
# reads the texts. WINGS: "project demand", whose query lists go into wing_queries[].
out=$1 wings=$2; shift 2
dir=$(dirname "$(realpath "$0")") base=$(realpath "$(dirname "$out")")
first= later=
for f in "$@"; do case $f in */migrations/*) later="$later $f" ;; *) first="$first $f" ;; esac; done
number() { basename "$1" | sed 's/^0*\([0-9]*\)_.*/\1/'; }
for engine in sqlite postgres; do
    awk -v engine=$engine -f "$dir/schemagen.awk" $first > "$base/schema.$engine.sql" || exit 1
    for f in $later; do
        awk -v engine=$engine -f "$dir/schemagen.awk" "$f" > "$base/schema.$engine.$(number "$f").sql" || exit 1
    done
done
{
    echo '#include "db/schema.h"'
    for engine in sqlite postgres; do
        for n in '' $(for f in $later; do number "$f"; done); do
            printf '__asm__(".section .rodata\\nschema_%s:\\n.incbin \\"%s\\"\\n.byte 0\\n.previous\\n");\n' \
                "$engine$n" "$base/schema.$engine${n:+.$n}.sql"
            echo "extern const char schema_${engine}${n}[];"
        done
    done
    for w in $wings; do echo "extern const struct query *const ${w}_queries[];"; done
    echo 'const struct migration migrations[] = {'
    echo "    {1, schema_sqlite, schema_postgres, \"$(cat $first | sha256sum | cut -c1-64)\"},"
    for f in $later; do
        n=$(number "$f")
        echo "    {$n, schema_sqlite$n, schema_postgres$n, \"$(sha256sum < "$f" | cut -c1-64)\"},"
    done
    echo '    {0, 0, 0, 0},'
    echo '};'
    echo 'const char *const schema_volatile[] = {'
    awk -v engine=volatile -f "$dir/schemagen.awk" "$@" | sed 's/.*/    "&",/'
    echo '    0,'
    echo '};'
    echo 'const struct query *const *const wing_queries[] = {'
    for w in $wings; do echo "    ${w}_queries,"; done
    echo '    0,'
    echo '};'
} > "$out"
