#!/bin/sh
# award.sh JICAI - rules and bids in, winners out: the JSON's form and order, the same bytes for the same
# bids, ties and their draw, other groups' prices, and every bad input with its place on one line.
. "$(dirname "$0")/../acceptance/lib.sh"

head='group,product,company,price'
why='basis: {choice: {zh: 试, en: try}}'
rules() { # SECTIONS...: quota 2 of the lowest, whatever else is asked
    printf 'id: try\nname: {zh: 试, en: try}\nranking: {ties: [reported, filed_at], %s}\n' "$why"
    for l in "$@"; do printf '%s\n' "$l"; done
    [ -n "$steps" ] || printf 'quota: [{fixed: 2, %s}]\nsteps: [{name: s, outcome: select, when: {rank_within_quota: true}, %s}]\n' "$why" "$why"
}
steps=
rules > rules.yaml
bids() { printf '%s\n' "$@" > bids.csv; }
award() { "$jicai" award --rules rules.yaml --bids bids.csv --json "$@"; }
says_it() { # NAME CODE EXPECTED: per group "G:product.rank.decision ..."
    name=$1 code=$2 want=$3; shift 3
    award "$@" > out 2> err; got=$?
    line=$(python3 -c '
import json
for g in json.load(open("out"))["groups"]:
    print(g["group"] + ":" + " ".join("%s.%d.%s" % (b["product"], b["rank"], b["decision"]) for b in g["bids"]))' 2>/dev/null | paste -sd' ' -)
    if [ $got = "$code" ] && [ "$line" = "$want" ]; then ok "$name"; else no "$name" "exit $got: $line $(cat err)"; fi
}
refuses() { # NAME PATTERN: exit 2, one line, nothing printed
    name=$1 pattern=$2; shift 2
    runs "$name" 2 "$jicai" award --rules rules.yaml --bids bids.csv --json --lang en "$@"
    says "${name}_says" "$pattern"
    [ "$(wc -l < err)" = 1 ] || no "$name" "$(wc -l < err) lines"
    [ ! -s out ] || no "$name" "something was printed"
}

# Order: group, rank, product; a bid without a place has rank 0
bids "$head" 'G2,P1,a,5.00' 'G1,P3,c,3.00' 'G1,P2,b,1.00' 'G1,P1,a,2.00' 'G1,P0,d,'
says_it order 0 'G1:P0.0.invalid P2.1.select P1.2.select P3.3.reject G2:P1.1.select'
award > first; shuffled bids.csv > other.csv; mv other.csv bids.csv; award > second
same shuffled first second
bids 'price,extra,company,product,group' '5.005,x,a,P1,G1'
award > out; grep -q '"price":"5.01"' out && ok half_up || no half_up "$(cat out)"
for key in '"edition":"award-1"' '"pack":"try"' '"step":"s"' '"clause":"choice"' '"figures":[{"test":"rank_within_quota"'; do
    grep -qF "$key" out && ok "has_$key" || no "has_$key" "$(cat out)"
done
runs text 0 "$jicai" award --rules rules.yaml --bids bids.csv --explain --lang en
grep -q 'rank within the quota: 1 ≤ 2' out && ok explain || no explain "$(cat out)"

# Equal bids: demand, time, and then the lot
bids "$head,reported,filed_at" 'G,A,a,1.00,1,' 'G,B,b,2.00,5,2024-01-05 09:30:01' 'G,C,c,2.00,5,2024-01-05T09:30'
says_it filed 0 'G:A.1.select C.2.select B.3.reject'
bids "$head" 'G,A,a,1.00' 'G,B,b,2.00' 'G,C,c,2.00'
says_it tie 4 'G:A.1.select B.2.draw C.2.draw'
printf 'group,product,number\nG,B,2\nG,C,1\n' > draws.csv
says_it drawn 0 'G:A.1.select C.2.select B.3.reject' --draws draws.csv
award --draws draws.csv > first; award --draws draws.csv > second; same drawn_again first second
printf 'group,product,number\nG,X,2\n' > draws.csv
refuses draw_nobody 'draws.csv:2: product: .*no bid' --draws draws.csv
printf 'group,product,number\nG,B,2\nG,B,1\n' > draws.csv
refuses draw_twice 'draws.csv:3: product' --draws draws.csv

# Demand stands for the column; a group nobody bids for is shown; no demand at all is refused
bids "$head,reported" 'G,A,a,1.00,1' 'G,B,b,2.00,9' 'G,C,c,2.00,1'
printf 'hospital,group,product,qty\nH1,G,C,5\nH1,G,B,2\nH2,G,C,1\nH1,E,,4\nH1,G,,3\n' > demand.csv
says_it demand 0 'E: G:A.1.select C.2.select B.3.reject' --demand demand.csv
printf 'hospital,group,product,qty\nH1,G,C,0\n' > demand.csv
refuses zero_demand 'demand.csv: qty: the demand of group G' --demand demand.csv
printf 'hospital,group,product,qty\nH1,G,C,999999999999\nH1,G,,1\n' > demand.csv
refuses demand_high 'demand.csv:3: qty' --demand demand.csv

# One bidder, none, and how few a round wants
bids "$head" 'G,A,a,1.00'; says_it one_bidder 0 'G:A.1.select'
bids "$head"; refuses none 'bids.csv: there is no bid'
: > bids.csv; refuses empty 'bids.csv'
rules "bidders: {at_least: 2, $why}" > rules.yaml
bids "$head" 'G,A,a,1.00' 'G,B,b,0.00'; says_it too_few 0 'G:B.0.invalid A.1.reject'
rules > rules.yaml

# Places of mistakes
bids "$head" 'G,A,a,1.00' 'G,B,b,1000000'; refuses price_high 'bids.csv:3: price: .*1,000,000'
bids "$head" 'G,A,a,99999999999999999999999999'; refuses price_overflow 'bids.csv:2: price'
bids "$head" 'G,A,a,-1'; refuses price_negative 'bids.csv:2: price'
bids "$head" 'G,A,a,1e3'; refuses price_word 'bids.csv:2: price: 1e3 is not a price'
bids "$head" 'G,A,a,=1+1'; refuses formula 'bids.csv:2: price'
bids "$head" 'G,A,a,1.00' 'G,B,b,1.00' 'G,A,c,2.00'; refuses twice 'bids.csv:4: product: .*row 2'
bids "$head,factor" 'G,A,a,1.00,0'; refuses factor_zero 'bids.csv:2: factor'
bids "$head,factor" 'G,A,a,1.00,101'; refuses factor_high 'bids.csv:2: factor'
bids "$head,filed_at" 'G,A,a,1.00,2024-02-30'; refuses filed 'bids.csv:2: filed_at'
bids "$head,filed_at" 'G,A,a,1.00,2024-02-29 25:00'; refuses hour 'bids.csv:2: filed_at'
bids "$head,ceiling" 'G,A,a,1.00,x'; refuses ceiling 'bids.csv:2: ceiling'
bids 'group,product,price' 'G,A,1.00'; refuses column 'company'
runs no_file 2 "$jicai" award --rules rules.yaml --bids nowhere.csv
awk 'BEGIN { print "group,product,company,price"; for (i = 1; i <= 1001; i++) printf "G,P%04d,c,1.00\n", i }' > bids.csv
refuses many 'bids.csv:1002: group'
sed '$d' bids.csv > most.csv; mv most.csv bids.csv
runs most 4 award

# A round that names its groups, prices of one group for another, ceilings, other rounds
steps=own
rules "groups: [{group: G, ceiling: \"5.00\"}, {group: H}]" "validity: [{check: ceiling, $why}, {check: other_rounds, percentile: 50%, $why}]" \
    "steps:" " - {name: own, outcome: select, when: {rank_at_most: 1}, $why}" \
    " - {name: as_g, outcome: standby, when: {times_group: {group: G, of: highest, times: 1.5}}, $why}" > rules.yaml
bids "$head,ceiling,other_prices" 'G,A,a,4.00,,' 'G,B,b,5.01,,' 'G,C,c,5.01,5.01,' 'H,A,a,1.00,,' 'H,B,b,6.00,,6.00|5.00|9.00' 'H,C,c,6.01,,' 'H,D,d,5.01,,5.00;9.00'
says_it groups 0 'G:B.0.invalid A.1.select C.2.reject H:D.0.invalid A.1.select B.2.standby C.3.reject'
bids "$head" 'X,A,a,1.00'; refuses unknown_group 'bids.csv:2: group: the rules know no group X'
steps=; rules "units: {by: demand, share: 85%, area: [\"500100\", \"500200\"], $why}" > rules.yaml
bids "$head,reported,regions" 'G,A,a,3.00,60,*' 'G,B,b,2.00,30,500200 500100' 'G,C,c,1.00,30,500100' 'G,D,d,9.00,1,'
says_it units 0 'G:B.1.select C.1.select A.2.select D.2.select'
bids "$head" 'G,A,a,3.00'; refuses units_no_demand 'bids.csv:2: reported: the demand of group G'
rules "validity: [{check: certificate, on: 2024-09-10, $why}]" > rules.yaml
refuses certificate_column 'bids.csv:1: certificate_to'
bids "$head,certificate_to" 'G,A,a,1.00,2024-09-10' 'G,B,b,2.00,2024-09-09' 'G,C,c,2.00,'
says_it certificate 0 'G:B.0.invalid C.0.invalid A.1.select'
printf 'id: x\nid: y\n' > rules.yaml
runs rules 2 award
says rules_says 'rules.yaml:2:1: id'
finish
