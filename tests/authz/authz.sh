#!/bin/sh
# authz.sh AUTHZ JICAI - on a fresh SQLite database; rights are the same code on both engines.
dir=$(mktemp -d "${TMPDIR:-/tmp}/jicai-authz.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
"$2" init --db "$dir/jicai.db" > "$dir/init" || { cat "$dir/init"; exit 1; }
"$1" "$2" "$dir/jicai.db" "$dir" > "$dir/out"
rc=$?
head -60 "$dir/out" | grep -v passed
tail -2 "$dir/out"
exit $rc
