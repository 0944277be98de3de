#!/bin/sh
# schemagen.sh OUT.c WINGS FILE... - the wings' tables as migration 0001 (db/schema.h); the assembler
# reads the texts. WINGS: "project demand", whose query lists go into wing_queries[].
out=$1 wings=$2; shift 2
dir=$(dirname "$(realpath "$0")") base=$(realpath "$(dirname "$out")")
for engine in sqlite postgres; do
    awk -v engine=$engine -f "$dir/schemagen.awk" "$@" > "$base/schema.$engine.sql" || exit 1
done
{
    echo '#include "db/schema.h"'
    for engine in sqlite postgres; do
        printf '__asm__(".section .rodata\\nschema_%s:\\n.incbin \\"%s\\"\\n.byte 0\\n.previous\\n");\n' \
            $engine "$base/schema.$engine.sql"
        echo "extern const char schema_${engine}[];"
    done
    for w in $wings; do echo "extern const struct query *const ${w}_queries[];"; done
    echo 'const struct migration migrations[] = {'
    echo "    {1, schema_sqlite, schema_postgres, \"$(cat "$@" | sha256sum | cut -c1-64)\"},"
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
