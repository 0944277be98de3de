#!/bin/sh
# bad_input.sh JICAI - bids, awards and demand that are wrong or odd: each has a stated answer, and a file
# that is wrong is refused with exit code 2 and one line that names file, row and column.
. "$(dirname "$0")/lib.sh"
rules=$root/policies/rounds/stents-2020/rules.yaml
head='group,product,company,price,ceiling'
bids() { name=$1; shift; { echo "${h:-$head}"; printf '%s\n' "$@"; } > "$name.csv"; }
award() { "$jicai" award --rules "$rules" --bids "$1.csv" --json --lang en; }
refused() { # NAME PATTERN: the file NAME.csv
    runs "bid_$1" 2 award "$1"; says "bid_$1_said" "$2"
    if [ -s out ]; then no "bid_$1_silent" "wrote output"; else ok "bid_$1_silent"; fi
}
decision() { grep -oE "\"product\":\"$1\",[^{]*\"decision\":\"[a-z_]+\"" out | sed 's/.*:"//; s/"$//'; }
is() { if [ "$2" = "$3" ]; then ok "$1"; else no "$1" "$2, not $3"; fi; }

# What is wrong
bids over_bound G1,P1,C1,1000000.00,;     refused over_bound 'over_bound.csv:2: price'
bids overflow G1,P1,C1,99999999999999999999999,; refused overflow 'overflow.csv:2: price'
bids negative G1,P1,C1,-1,;               refused negative 'negative.csv:2: price'
bids words G1,P1,C1,twelve,;              refused words 'words.csv:2: price'
bids formula 'G1,=cmd(),C1,1.00,';        refused formula 'formula.csv:2: product'
bids twice G1,P1,C1,1.00, G1,P1,C1,1.00,; refused twice 'twice.csv:3'
bids none;                                refused none 'none.csv'
h=hospital,group,qty bids kind H1,G1,5;   refused kind 'kind.csv.*product'
: > empty.csv;                            refused empty 'empty.csv'
printf '%s\nG1,P1,C1,1.00\n"G1,P2' "$head" > cut.csv; refused cut 'cut.csv:3'
printf '%s\nG1,P\0001,C1,1.00,\n' "$head" > nul.csv;  refused nul 'nul.csv'
printf '\320\317\021\340\241\261\032\341xxxx' > xls.csv; refused xls 'xls.csv.*xlsx'
printf 'PK\003\004rubbish' > zip.csv;     refused zip 'zip.csv'
runs no_such_file 2 award nowhere; says no_such_file_said nowhere.csv
runs no_such_rules 2 "$jicai" award --rules nowhere.yaml --bids none.csv; says no_such_rules_said nowhere.yaml

# What is odd, and has an answer
bids ceiling G1,P1,C1,90.00,100.00 G1,P2,C2,101.00,100.00 G1,P3,C3,80.00,100.00
runs over_ceiling 0 award ceiling; is over_ceiling_is_invalid "$(decision P2)" invalid
bids gave_up G1,P1,C1,90.00, G1,P2,C2,0,
runs gave_up 0 award gave_up; is zero_gave_up "$(decision P2)" invalid
bids one G1,P1,C1,90.00,; runs one_bidder 0 award one
bids equal G1,P1,C1,90.00, G1,P2,C2,90.00, G1,P3,C3,91.00,
"$jicai" award --rules "$rules" --bids equal.csv --json > out 2> err; c=$?
if [ $c = 0 ] || [ $c = 4 ]; then ok equal_bids; else no equal_bids "exit $c"; fi
printf '\357\273\277%s\r\nG1,P1,C1,90.00,\r\n' "$head" > bom.csv; runs byte_order_mark 0 award bom
printf '%s\nG1,P1,\xd0\xc2\xc6\xf3\xd2\xb5,90.00,\n' "$head" > gb.csv; runs gb18030 0 award gb

# Allocation
printf 'group,product,rank\nG1,P1,1\nG1,P2,2\n' > awards.csv
alloc() { "$jicai" allocate --rules "$rules" --awards "${2:-awards}.csv" --demand "$1.csv" --json --lang en; }
demand() { name=$1; shift; { echo hospital,group,product,qty; printf '%s\n' "$@"; } > "$name.csv"; }
demand zero H53230100001,G1,P1,0; runs zero_demand 2 alloc zero; says zero_demand_said 'zero.csv:2: qty.*G1'
demand big H53230100001,G1,P1,1000000000000; runs demand_over_bound 2 alloc big; says demand_over_bound_said 'big.csv:2: qty'
demand twice2 H53230100001,G1,P1,1 H53230100001,G1,P1,2; runs demand_twice 2 alloc twice2; says demand_twice_said 'twice2.csv:3'
printf 'group,product,rank,capacity\nG1,P1,1,0\n' > nocap.csv; demand some H53230100001,G1,P1,10
runs winner_without_capacity 0 alloc some nocap; grep -q '"unfilled":[1-9]' out && ok unfilled_is_reported || no unfilled_is_reported "$(cat out)"
printf 'group,product,rank\nG1,P1,0\n' > rank0.csv; runs rank_zero 2 alloc some rank0

# Rules
sed 's/^id:/idd:/' "$rules" > bad.yaml
runs unknown_key 2 "$jicai" award --rules bad.yaml --bids one.csv --lang en; says unknown_key_said 'bad.yaml:[0-9]+:[0-9]+: idd'

# A file of any length in bounded memory, and no half result when the disk is full
{ echo hospital,group,product,qty; awk 'BEGIN {for (i = 0; i < 300000; i++) printf "H%06d%05d,G1,P1,%d\n", 530000 + i / 50000, i % 100000, i % 90 + 1}'; } > long.csv
(ulimit -v 700000; "$jicai" allocate --rules "$rules" --awards awards.csv --demand long.csv --out long_out.csv) > out 2> err; c=$?
is three_hundred_thousand_rows $c 0
"$jicai" allocate --rules "$rules" --awards awards.csv --demand some.csv --json > /dev/full 2> err; c=$?
is disk_full $c 1
finish
