#!/bin/sh
# rounds.sh JICAI - every round of policies/rounds: award and allocate the same synthetic bids twice, the
# second time with the rows shuffled: the same bytes; and every pack and round passes its own examples.
. "$(dirname "$0")/lib.sh"

awk 'BEGIN {
    print "group,product,company,price,unit,factor,capacity,reported,regions,filed_at,previous_price,own_lowest,related_to,ceiling"
    for (g = 1; g <= 3; g++) for (i = 1; i <= 14; i++)
        printf "G%d,P%d%02d,C%02d,%d.%02d,,1,%d,%d,*,2024-01-%02d,%d.00,%d.00,,1000.00\n", g, g, i, i % 11,
               100 + (i * 37 + g * 11) % 300, (i * 13) % 100, 5000 + i, 1000 * (15 - i), i, 420, 450
}' > bids.csv
awk 'BEGIN {
    print "hospital,group,product,qty"
    for (h = 1; h <= 20; h++) for (g = 1; g <= 3; g++) for (i = 1; i <= 14; i += 2)
        printf "H5001%02d00%03d,G%d,P%d%02d,%d\n", h % 10 + 1, h, g, g, i, (h * i * 7 + g) % 90 + 1
}' > demand.csv
shuffled bids.csv > bids2.csv; shuffled demand.csv > demand2.csv

for r in "$root"/policies/rounds/*/; do
    n=$(basename "$r")
    "$jicai" award --rules "$r/rules.yaml" --bids bids.csv --demand demand.csv --json > a1; c1=$?
    "$jicai" award --rules "$r/rules.yaml" --bids bids2.csv --demand demand2.csv --json > a2; c2=$?
    if [ $c1 = $c2 ] && { [ $c1 = 0 ] || [ $c1 = 4 ]; }; then ok "award_$n"; else no "award_$n" "exit $c1 and $c2"; fi
    same "award_${n}_shuffled" a1 a2
    python3 - a1 > awards.csv <<'P'
import json, sys
print("group,product,rank")
for g in json.load(open(sys.argv[1]))["groups"]:
    won = [b for b in g["bids"] if b["decision"] in ("select", "select_without_quota")]
    for i, b in enumerate(sorted(won, key=lambda b: (b["rank"], b["product"]))):
        print(f'{g["group"]},{b["product"]},{i + 1}')
P
    [ "$(wc -l < awards.csv)" -gt 1 ] || { no "allocate_$n" "nobody selected"; continue; }
    shuffled awards.csv > awards2.csv
    "$jicai" allocate --rules "$r/rules.yaml" --awards awards.csv --demand demand.csv --json > l1; c1=$?
    "$jicai" allocate --rules "$r/rules.yaml" --awards awards2.csv --demand demand2.csv --json > l2; c2=$?
    if [ $c1 = 0 ] && [ $c2 = 0 ]; then ok "allocate_$n"; else no "allocate_$n" "exit $c1 and $c2"; fi
    same "allocate_${n}_shuffled" l1 l2
done
for p in "$root"/policies/*/pack.yaml "$root"/policies/rounds/*/; do
    runs "pack_test_$(basename "$(dirname "$p/x")")_$(basename "$(dirname "$p")")" 0 "$jicai" pack test "$p"
done
finish
