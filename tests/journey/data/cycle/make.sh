#!/bin/sh
# make.sh JICAI MAKE - everything of this folder that is made by chance, once: keys, certificates, the officers'
# keys, sealed bids of project CS-2026. MAKE is build/tests/journey/journey_make (see make.c). Bids are sealed
# to the officers' keys, so all of it is made together, and 70_cycle.json needs no change afterwards.
jicai=$(realpath "$1") make=$(realpath "$2")
cd "$(dirname "$0")" || exit 1
export JICAI_PASSPHRASE='journey of the keys' # also in all.sh; of no other use
rm -f ./*.key ./*.pub ./*.pem ./*.sealed
"$make" . || exit 1
for o in zhang li wang; do
    "$jicai" key make --out $o.key > /dev/null || exit 1
done
public() { awk '$1 == "public" { print $2 }' "$1.key.pub"; }
{
    printf 'jicai-officers-1\npool\t500000\nproject\tCS-2026\ndeadline\t2026-06-20 17:00:00\nshares\t2\t3\n'
    n=1
    for o in zhang li wang; do printf 'officer\t%d\t%s\t%s\n' $n $o "$(public $o)"; n=$((n + 1)); done
} > officers.txt
printf '{"deadline": "2026-06-20 17:00:00", "k": 2, "officers": [{"code": "zhang", "public": "%s"}, {"code": "li", "public": "%s"}, {"code": "wang", "public": "%s"}]}\n' \
    "$(public zhang)" "$(public li)" "$(public wang)" > opening.json
rm -f ./*.pub
seal() { # FILE GROUP BIDDER KEY PRODUCT PRICE WITH-SERVICE
    printf 'group,product,company,price,with_service\n%s,%s,%s,%s,%s\n' "$2" "$5" "$3" "$6" "$7" > bid.csv
    "$jicai" seal bid.csv --officers officers.txt --group "$2" --bidder "$3" --key "$4.key" --out "$1.sealed" > /dev/null || exit 1
    rm bid.csv
}
seal jia_a1 A 915000000000000018 jia C0101010011300000001 780.00
seal jia_a2 A 915000000000000018 jia C0101010011300000001 750.00
seal jia_b B 915000000000000018 jia C0101010021300000004 90.00 95.00
seal yi_a A 91500000000000002B yi C0101010011300000002 800.00
seal bing_a A 91500000000000003E bing C0101010011300000003 700.00
