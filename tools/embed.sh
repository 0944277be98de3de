#!/bin/sh
# embed.sh OUT.c ROOT FILE... - write the table of base/host/embed.h; the assembler reads the files.
out=$1 root=$(realpath "$2"); shift 2
{
    echo '#include "base/host/embed.h"'
    i=0
    for f in "$@"; do
        i=$((i + 1)); path=$(realpath "$f")
        printf '__asm__(".section .rodata\\n.balign 16\\nembedded_%d:\\n.incbin \\"%s\\"\\n' $i "$path"
        printf '.byte 0\\n.previous\\n");\n' $i
        echo "extern const char embedded_${i}[];"
    done
    echo 'const struct embedded embedded[] = {'
    i=0
    for f in "$@"; do
        i=$((i + 1)); path=$(realpath "$f")
        printf '    {"%s", embedded_%d, %d},\n' "${path#"$root"/}" $i "$(wc -c < "$path")"
    done
    echo '    {0, 0, 0}};'
} > "$out"
