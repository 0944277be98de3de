#!/bin/sh
# allocate.sh JICAI - volume to winners from file to file: the figures of RULES 4, the order of rows,
# GB18030, and every bad input with its place and nothing written.
. "$(dirname "$0")/../acceptance/lib.sh"

why='basis: {choice: {zh: 测试, en: a test}}'
round() { printf '%s\n' 'id: test' 'name: {zh: 测试, en: test}' "ranking: {$why}" 'quota:' "  - {fixed: 9, $why}" 'steps:' \
    "  - {name: all, outcome: select, when: {rank_within_quota: true}, $why}"; }
rules() { round; printf 'split:\n  %s\n' "$why"; for l in "$@"; do printf '  %s\n' "$l"; done; }
allocate() { "$jicai" allocate --rules rules.yaml --awards awards.csv --demand demand.csv "$@"; }
gives() { # NAME EXPECTED ROWS, parted by blanks: the file that --out writes
    allocate --out rows.csv > out 2> err || { no "$1" "$(cat err)"; return; }
    got=$(tail -n +2 rows.csv | tr '\n' ' ')
    if [ "$got" = "$2 " ]; then ok "$1"; else no "$1" "$got"; fi
}
has() { # NAME PATTERN: in the last output, as one line
    if tr -d ' \n' < out | grep -qF "$2"; then ok "$1"; else no "$1" "$(head -c 600 out)"; fi
}
refuses() { # NAME PATTERN: exit 2, one line, and no file
    rm -f none.csv
    runs "$1" 2 "$jicai" allocate --rules rules.yaml --awards awards.csv --demand demand.csv \
        ${choices:+--choices choices.csv} --out none.csv --lang en
    says "$1_says" "$2"
    [ "$(wc -l < err)" = 1 ] || no "$1" "$(wc -l < err) lines"
    [ ! -e none.csv ] && [ -z "$(ls -- *.part 2> /dev/null)" ] || no "$1" "something was written"
}

# RULES 4: reported W1 100, W2 50, L (not selected) 30
printf 'group,product,rank\nG,W1,1\nG,W2,2\n' > awards.csv
printf 'hospital,group,product,qty\nH,G,W1,100\nH,G,W2,50\nH,G,L,30\n' > demand.csv
rules 'ratio: is_share' 'keep: [100%, 90%]' 'rest: rank1' > rules.yaml
gives is_share 'H,G,W1,100,35,135 H,G,W2,45,0,45'
rules 'ratio: before_split' 'agreed: 80%' 'keep: [100%, 90%]' 'rest: rank1' > rules.yaml
gives before_split 'H,G,W1,80,28,108 H,G,W2,36,0,36'
runs json 0 allocate --json
has json_groups '"groups":[{"group":"G","demand":180,"agreed":144,"unfilled":0}]'
has json_rows '"rows":[{"hospital":"H","group":"G","product":"W1","kept":80,"from_remaining":28,"qty":108}'
runs explained 0 allocate --explain H,G --json --lang en
has explained_steps 'reported40×90%,halfup:36stays'
runs explained_text 0 allocate --explain H,G
runs explained_nothing 2 allocate --explain H,X
runs explained_nobody 2 allocate --explain X,G

# IOL alliance: reported per group only; 600/240/160 and 500/250/125/125
rules 'ratio: is_share' 'by: group' 'sequential: [100%, 60%, 60%, 50%]' 'rest: shares' > rules.yaml
printf 'hospital,group,product,qty\nH,G,,1000\nH,F,,1000\n' > demand.csv
printf 'group,product,rank\nG,A,1\nG,B,2\nG,C,3\nF,D,1\nF,E,2\nF,F,3\nF,G,4\n' > awards.csv
gives sequential 'H,F,D,0,500,500 H,F,E,0,250,250 H,F,F,0,125,125 H,F,G,0,125,125 H,G,A,0,600,600 H,G,B,0,240,240 H,G,C,0,160,160'

# Capacity 50 for asks 35, 35, 30; what nobody can supply is reported
rules 'ratio: is_share' 'rest: rank1' > rules.yaml
printf 'group,product,rank,capacity\nG,A,1,50\nG,B,2,45\n' > awards.csv
printf 'qty,hospital,group,product\n30,H3,G,A\n35,H1,G,A\n35,H2,G,A\n' > demand.csv
gives capacity 'H1,G,A,18,0,18 H1,G,B,0,15,15 H2,G,A,17,0,17 H2,G,B,0,16,16 H3,G,A,15,0,15 H3,G,B,0,14,14'
runs unfilled 0 allocate --json
has unfilled_total '"agreed":100,"unfilled":5}'
has unfilled_rows '"unfilled":[{"hospital":"H1","group":"G","qty":2},{"hospital":"H2","group":"G","qty":2},{"hospital":"H3","group":"G","qty":1}]'
runs unfilled_explained 0 allocate --explain H2,G --json --lang en
has unfilled_explained_steps 'thisinstitutionasks35,gets17'
has unfilled_explained_rows '"product":"A","kept":17,"from_remaining":0,"qty":17'

# Own choice, for who made one
rules 'ratio: is_share' 'by: group' 'rest: choice' 'unchosen: equal' > rules.yaml
printf 'group,product,rank\nG,A,1\nG,B,2\n' > awards.csv
printf 'hospital,group,product,weight\nH2,G,B,1\n' > choices.csv
printf 'hospital,group,product,qty\nH1,G,,7\nH2,G,,7\n' > demand.csv
runs choices 0 allocate --choices choices.csv --out rows.csv
[ "$(tail -n +2 rows.csv | tr '\n' ' ')" = 'H1,G,A,0,4,4 H1,G,B,0,3,3 H2,G,B,0,7,7 ' ] &&
    ok choices_rows || no choices_rows "$(cat rows.csv)"

# Region pick: A takes R1 first, B R2, then A R3; the excess of A goes to the back-up
rules 'ratio: is_share' 'by: region_pick' > rules.yaml
printf 'group,product,rank,capacity,regions\nG,A,1,12,R1 R3\nG,B,2,100,R1 R2 R3\nG,C,3,100,R3\n' > awards.csv
printf 'hospital,group,product,qty,region\nH1,G,A,10,R1\nH2,G,A,10,R2\nH3,G,,10,R3\n' > demand.csv
gives region_pick 'H1,G,A,10,0,10 H2,G,B,0,10,10 H3,G,C,0,10,10'

# Shuffled rows, before_split and capacity and all: the same bytes
awk 'BEGIN { print "hospital,group,product,qty"; for (h = 0; h < 60; h++) for (g = 0; g < 4; g++)
    for (p = 0; p < 7; p++) if ((h + g * p) % 5) printf "H%03d,G%d,P%d%d,%d\n", h * 37 % 60, g, g, p, h * p * 7 % 91 + 1 }' > demand.csv
awk 'BEGIN { print "group,product,rank,capacity"; for (g = 0; g < 4; g++) for (p = 0; p < 4; p++)
    printf "G%d,P%d%d,%d,%d\n", g, g, p, p == 3 ? 3 : p + 1, 900 + 300 * p }' > awards.csv
rules 'ratio: before_split' 'agreed: [50%, 60%, 70%, 80%]' 'keep: [100%, 90%, 80%, 70%]' 'shares: [40%, 30%, 20%, 10%]' \
    'rest: shares' 'rank1_first: 10%' > rules.yaml
allocate --json > l1; allocate --out r1.csv > /dev/null
shuffled demand.csv > d2; shuffled awards.csv > a2; mv d2 demand.csv; mv a2 awards.csv
allocate --json > l2; allocate --out r2.csv > /dev/null
same shuffled_json l1 l2
same shuffled_rows r1.csv r2.csv
awk -F, 'NR > 1 { if ($4 + $5 != $6 || $6 < 1) exit 1; n += $6 } END { exit n < 1000 }' r1.csv &&
    ok rows_add_up || no rows_add_up "$(head -3 r1.csv)"

# GB18030 and Chinese titles
printf '医疗机构,竞价组,产品,数量\n甲院,一组,甲,9\n' | iconv -t GB18030 > demand.csv
printf 'group,product,rank\n一组,甲,1\n' > awards.csv
rules 'ratio: is_share' 'rest: rank1' > rules.yaml
gives gb18030 '甲院,一组,甲,9,0,9'

# Bad input
printf 'group,product,rank\nG,A,1\nG,B,2\nF,C,1\n' > awards.csv
demand() { { echo 'hospital,group,product,qty'; printf "$@"; } > demand.csv; }
demand 'H,G,A,5\nH,X,A,5\n'; refuses group_unknown 'demand.csv:3: group: .*no group X'
demand 'H,G,C,5\n'; refuses other_group 'demand.csv:2: product: .*winner of another group'
demand 'H,G,A,5\nI,G,A,1\nH,G,A,6\n'; refuses twice 'demand.csv:4: .*H.*already in row 2'
demand 'H,G,L,5\nH,G,L,6\n'; refuses twice_not_selected 'demand.csv:3: .*already in row 2'
demand 'H,G,,5\nH,G,,6\n'; refuses twice_per_group 'demand.csv:3: .*already in row 2'
demand 'H,F,C,5\nH,G,A,0\nH,G,B,0\n'; refuses zero 'demand.csv:3: qty: .*group G adds up to 0'
demand 'H,G,A,1000000000000\n'; refuses too_large 'demand.csv:2: qty: too large'
demand 'H,G,A,-5\n'; refuses negative 'demand.csv:2: qty: must not be negative'
demand 'H,G,A,1.5\n'; refuses not_whole 'demand.csv:2: qty: not a whole number'
demand 'H,G,=A1,5\n'; refuses formula 'demand.csv:2: product: looks like a formula'
demand 'H,G,A,\n'; refuses no_qty 'demand.csv:2: qty: must not be empty'
demand ''; refuses no_rows 'demand.csv: .*no demand'
printf 'group,product,company,price\nG,A,C,1\n' > demand.csv; refuses wrong_kind 'demand.csv:1: .*no table of demand'
demand 'H,G,A,5\n'
printf 'group,product,rank\nG,A,1\nG,A,2\n' > awards.csv; refuses winner_twice 'awards.csv:3: product: .*twice'
printf 'group,product,rank\nG,A,0\n' > awards.csv; refuses rank_0 'awards.csv:2: rank: '
printf 'group,product,rank,capacity\nG,A,1,\n' > awards.csv; refuses no_capacity 'awards.csv:2: capacity: .*A.*no capacity'
printf 'group,product,rank\n' > awards.csv; refuses no_winner 'awards.csv: '
printf 'group,product,rank\nG,A,1\nG,B,2\nG,C,3\n' > awards.csv
rules 'ratio: is_share' 'shares: [60%, 40%]' 'rest: shares' > rules.yaml; refuses no_share 'awards.csv: .*G.*no share'
printf 'group,product,rank\nG,A,1\n' > awards.csv
rules 'ratio: before_split' 'agreed: 0%' 'rest: rank1' > rules.yaml; refuses ratio_0 'rules.yaml:9:3: '
rules 'ratio: before_split' 'agreed: 101%' 'rest: rank1' > rules.yaml; refuses ratio_101 'rules.yaml:11:11: '
rules 'ratio: before_split' 'rest: rank1' > rules.yaml; refuses no_ratio 'rules.yaml:9:3: '
rules 'ratio: is_share' 'rest: rank9' > rules.yaml; refuses bad_rule 'rules.yaml:11:9: '
rules 'ratio: is_share' 'rest: rank1' 'keep: [[60%, 40%]]' > rules.yaml; refuses long_row 'rules.yaml:12:'
round > rules.yaml; refuses no_split 'rules.yaml: split: .*no section split'; printf 'group,product,rank\nG,A,1\n' > awards.csv
rules 'ratio: is_share' 'rest: rank1' 'sorted: yes' > rules.yaml; refuses unknown_key 'rules.yaml:12:'
rules 'ratio: before_split' 'agreed: 100%' 'rest: rank1' > rules.yaml
gives ratio_100 'H,G,A,5,0,5'
printf 'hospital,group,product,weight\nH,G,Z,1\n' > choices.csv; choices=1; refuses choice 'choices.csv:2: product: '
printf 'hospital,group,product,weight\nI,G,A,1\n' > choices.csv; refuses choice_of_nobody 'choices.csv:2: hospital: '
printf 'hospital,group,product,weight\nH,G,A,1\nH,G,A,2\n' > choices.csv; refuses choice_twice 'choices.csv:3: product: '
runs no_folder 1 allocate --out nowhere/rows.csv
finish
