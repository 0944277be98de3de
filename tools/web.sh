#!/bin/sh
# web.sh OUT.c DEPFILE OPENAPI.json WEB - build the web application (npm, Vite) and write it as the table of
# http/asset.h, for the assembler to read. Without npm, or without a network before the first `npm ci`, the
# table is empty and the program serves its interface only; the next build tries again.
out=$(realpath -m "$1") dep=$2 api=$(realpath "$3") web=$(realpath "$4")
target=$1
log=$out.log
packages() { # installed, and of this lockfile
    [ -e "$web/node_modules/.package-lock.json" ] && [ "$web/node_modules/.stamp" -nt "$web/package-lock.json" ] && return 0
    command -v npm >/dev/null 2>&1 || { echo "no npm: install nodejs and npm" > "$log"; return 1; }
    (cd "$web" && npm ci --ignore-scripts --prefer-offline --fetch-retries=1 --fetch-timeout=30000 &&
        touch node_modules/.stamp) > "$log" 2>&1
}
depends() {
    printf '%s: ' "$target"
    find "$web" "$web/../words/columns.tsv" -path "$web/node_modules" -prune -o -path "$web/made" -prune -o -path "$web/check" -prune -o -type f -print | sed 's/ /\\ /g' | tr '\n' ' ' 
    printf '%s\n' "$web/node_modules/.stamp" # not there: tried again
}
if packages && (cd "$web" && node build.mjs "$api" "$out") > "$log" 2>&1; then
    depends > "$dep"
    exit 0
fi
tail -20 "$log" >&2
if [ -e "$web/node_modules/.stamp" ]; then rm -f "$out"; exit 1; fi # a mistake of ours, not a missing network
echo "没有网页部分：程序只提供接口 / without the web application: the program serves its interface only" >&2
depends > "$dep"
printf '#include "http/asset.h"\nextern const struct asset web_assets[];\nconst struct asset web_assets[] = {{0}};\n' > "$out"
