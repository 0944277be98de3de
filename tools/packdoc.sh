#!/bin/sh
# packdoc.sh [JICAI] - put the reference of keys into docs/packs.md, between its markers.
cd "$(dirname "$0")/.." || exit 2
tables=$(mktemp) && "${1:-build/jicai}" pack keys --markdown > "$tables" || exit 1
awk -v tables="$tables" '
    /^<!-- end of keys -->/ { skip = 0 }
    !skip { print }
    /^<!-- keys: / { skip = 1; print ""; while ((getline line < tables) > 0) print line }
' docs/packs.md > "$tables.md" && cat "$tables.md" > docs/packs.md
rm -f "$tables" "$tables.md"
