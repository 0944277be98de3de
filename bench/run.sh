#!/bin/sh
# run.sh - what README quotes: award and two-stage allocation of 14,000 institutions x 30 groups x 8
# products from file to file, and of a tenth, beside the bare C pass on the same files in the same run.
# Synthetic data from a fixed seed. It gates nothing. RUNS=n: best of n (3).
set -eu
cd "$(dirname "$0")/.."
root=$(pwd) runs=${RUNS:-3}
ninja -C build jicai bench-programs > /dev/null
bin=$root/build/bench jicai=$root/build/jicai
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

# 20 bids a group; the winners' prices in the order of their ranks, so that the award finds them again.
bids() { awk -F, 'NR == 1 { print "group,product,company,price,ceiling"; next }
    { printf "%s,%s,C%05d,%d.00,1000.00\n", $1, $2, NR, 100 + $3; n[$1]++ }
    END { for (g in n) for (i = 0; i < 12; i++) printf "%s,X%s%02d,D%s%02d,%d.00,1000.00\n", g, g, i, g, i, 200 + i }' "$1"; }
figure() { "$bin/bench-measure" "$runs" "$@"; }
row() { printf '%-34s %10s %8s %8s %8s\n' "$@"; }

row 'from file to file' 'rows' 'seconds' 'CPU s' 'MB'
for hospitals in 1400 14000; do
    d=$dir/$hospitals; mkdir "$d"
    "$bin/bench-gen" "$d" $hospitals 30
    rows=$((hospitals * 240))
    bids "$d/winners.csv" > "$d/bids.csv"
    if "$jicai" help | grep -q '^  award '; then
        set -- $(figure "$jicai" award --rules bench/rules.yaml --bids "$d/bids.csv" --json)
        row 'jicai award (600 bids)' 600 "$1" "$2" "$3"; award=$1
    fi
    set -- $(figure "$jicai" allocate --rules bench/rules.yaml --awards "$d/winners.csv" \
        --demand "$d/demand.csv" --out "$d/rows.csv")
    row 'jicai allocate' $rows "$1" "$2" "$3"; ours=$1 cpu=$2 mb=$3
    set -- $(figure sh -c "exec '$bin/bench-alloc' '$d' > '$d/bare.csv'")
    row 'bare C pass' $rows "$1" "$2" "$3"
    awk -v a="$ours" -v b="$1" -v c="$cpu" -v e="$2" 'BEGIN { printf "%-34s %10s %8.2f %8.2f\n", "  ratio", "", a / b, c / e }'
    tail -n +2 "$d/bare.csv" > "$d/b"; tail -n +2 "$d/rows.csv" | cmp - "$d/b" && echo '  the same rows, byte for byte'
    if [ $hospitals = 1400 ]; then small=$cpu small_mb=$mb; fi
done
awk -v a="$small" -v b="$cpu" -v m="$small_mb" -v n="$mb" \
    'BEGIN { printf "growth for ten times the rows: %.1f x CPU time, %.1f x memory\n", b / a, n / m }'
"$bin/bench-http"
bench/month.sh
bench/trade.sh
