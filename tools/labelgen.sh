#!/bin/sh
# labelgen.sh FILE.tsv... - what the pages call fields (f.*) and codes (e.*), and a few words of cells, as a table sorted by id.
printf '#include "intake/label_table.h"\n\nconst struct label labels[] = {\n'
grep -h -E '^(f|e)\.|^(yes|no|list\.sep|names\.of)	' "$@" | LC_ALL=C sort -t '	' -k 1,1 |
    awk -F '\t' '{ gsub(/[\\"]/, "\\\\&"); printf "    {\"%s\", {\"%s\", \"%s\"}},\n", $1, $2, $3 }'
printf '};\nconst size_t labels_n = sizeof(labels) / sizeof(*labels);\n'
