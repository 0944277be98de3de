#!/bin/sh
# demo_data.sh JICAI - the demonstration's files: the same bytes twice, published totals met exactly, every
# file of the manifest there, every name marked synthetic, and all of the registry and the projects imports.
. "$(dirname "$0")/../acceptance/lib.sh"

runs written 0 "$jicai" demo-data --dir one
runs again 0 "$jicai" demo-data --dir two
if diff -r one two > /dev/null; then ok same_bytes; else no same_bytes "$(diff -rq one two | head -3)"; fi

is() { # NAME WANT GOT
    if [ "$2" = "$3" ]; then ok "$1"; else no "$1" "$3, not $2"; fi
}
q=one/chongqing
is institutions 135 "$(awk -F, 'NR > 1 && $2 == "yes"' $q/participants.csv | wc -l)"
is reporting 135 "$(tail -n +2 $q/demand.csv | cut -d, -f1 | sort -u | wc -l)"
is agreed_heads 43924 "$(awk -F, 'NR > 1 { n += $4 * 80 / 100 } END { print n }' $q/demand.csv)"
selected='NR > 1 && $4 <= $8'
is selected_products 1282 "$(awk -F, "$selected" $q/bids.csv | wc -l)"
is selected_companies 61 "$(awk -F, "$selected { print \$3 }" $q/bids.csv | sort -u | wc -l)"
is average_fen 123200 "$(awk -F, "$selected { n++; s += \$4 * 100 } END { print s / n }" $q/bids.csv)"
is lowest 750.00 "$(awk -F, "$selected { print \$4 }" $q/bids.csv | sort -n | head -1)"
first=$(awk -F, '$4 == "750.00" { print $2 }' $q/bids.csv)
is its_price_before 5800.00 "$(awk -F, -v p="$first" '$1 == p { print $4 }' $q/prices.csv)"
is executed 2024-09-10 "$(awk -F, 'NR > 1 { print $7 }' $q/projects.csv)"
is cycle 24 "$(awk -F, 'NR > 1 { print $8 }' $q/projects.csv)"
is unmarked_names 0 "$(cut -d, -f2 one/*/institutions.csv one/*/companies.csv one/*/products.csv | grep -v '^name$' | grep -vc 合成)"

missing=0
for f in $(awk -F, 'NR > 1 && $4 != "" { print $4 }' one/manifest.csv); do
    [ -s "one/$f" ] || missing=$((missing + 1))
done
is missing_files 0 "$missing"
for p in chongqing lvliang-drugs lvliang-consumables chuxiong gansu guangzhou; do
    r=one/$p/rules.yaml; [ -e $r ] || r=round:gansu-gap
    runs "award_$p" 0 "$jicai" award --rules $r --bids one/$p/bids.csv --json
done

JICAI_DB=$dir/demo.db; export JICAI_DB
runs init 0 "$jicai" init
cd one || exit 2
failed=0
for k in registry project; do
    awk -F, -v k=$k 'NR > 1 && $2 == k { printf "import %s %s", $3, $4
        if ($5 > 0) printf " --pool %s", $5
        if ($6 != "") printf " --project %s", $6
        print "" }' manifest.csv > "$k.batch"
    runs "import_$k" 0 "$jicai" batch "$k.batch"
done
finish
