#!/bin/sh
# ways.sh - the ways of buying of 广州 through the program, on every database of JICAI_TEST_DBS: experts
# drawn and the record repeated without a database, bargains beside market prices, recorded purchases.
root=$(pwd)
set -- "${JICAI:-build/jicai}"
. tests/acceptance/lib.sh
. "$root/tests/tender/world.sh"
secret=$(printf 'ab%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32)
h1=H44010300001 h2=H44010400002 h3=H44010500003
files() {
    printf '%s\n' code,name,registrant,distributor "$c1,甲公司,yes,no" "$c2,乙公司,yes,no" > companies.csv
    printf '%s\n' code,name,company,goods,unit "$p1,缝合线,$c1,ordinary,包" "$p2,刀头,$c2,ordinary,把" > products.csv
    printf '%s\n' code,name,region,level,kind "$h1,荔湾医院,440103,tertiary,public" "$h2,越秀医院,440104,secondary,public" \
        "$h3,海珠医院,440105,secondary,public" > institutions.csv
    printf '%s\n' project,name,pack,goods,form,bid_on,executed_on,cycle_months \
        GZ-1,缝合线联合议价,guangzhou,ordinary,alliance,2020-10-01,2021-01-01,12 > projects.csv
    printf '%s\n' hospital,takes_part "$h1,yes" "$h2,yes" > participants.csv
    printf '%s\n' product,kind,province,price,date,source "$p1,market,440000,10.00,2020-06-01,甲平台" \
        "$p1,market,330000,8.00,2020-07-01,乙平台" "$p1,market,110000,11.0001,2020-08-01,丙平台" \
        "$p1,market,310000,9.00,2020-09-01,丁平台" "$p1,market,310000,1.00,2019-01-01,丁平台" > prices.csv
    printf '%s\n' expert,name,employer,speciality,companies,available E1,赵,一院,clinical,,yes E2,钱,二院,clinical,,yes \
        E3,孙,三院,clinical,,yes E4,李,荔湾医院,clinical,,yes "E5,周,四院,clinical,$c1,yes" E6,吴,医保中心,insurance,,yes \
        E7,郑,五院,management,,no > experts.csv
    printf '%s\n' bargain,project,hospitals,product,qty,payment_days,price,date,draw \
        "B1,GZ-1,$h2;$h1,$p1,500,60,8.50,2020-12-01,D1" "B2,GZ-1,$h1,$p1,20,90,9.90,2020-12-02," > bargains.csv
    printf '%s\n' purchase,project,record,recorded,hospital,product,qty,price,date,reason \
        "R1,GZ-1,BA1,2020-06-01,$h1,$p2,60,1000,2020-06-02,急诊" "R2,GZ-1,BA1,2020-06-01,$h1,$p2,40,1000,2021-05-31,急诊" > recorded_purchases.csv
}
digest() { "$jicai" digest --db "$db"; }
load_all() {
    for kind in companies products institutions prices; do import $kind "$db" || return; done
    "$jicai" import projects projects.csv --db "$db" --pool 440100 && import participants "$db" --project GZ-1 &&
        "$jicai" import experts experts.csv --db "$db" --pool 440100
}
draw() { step=$1; shift; "$jicai" draw "$step" --db "$db" --project GZ-1 --draw D1 "$@"; }
refused() { # NAME KIND TEXT PATTERN: what it leaves is looked at once, after the last of them
    printf '%b' "$3" > wrong.csv
    runs "$1" 2 "$jicai" import "$2" wrong.csv --db "$db" --pool 440100
    says "$1_says" "$4"
}
has() { if grep -qE "$2" out; then ok "$1"; else no "$1" "no '$2' in: $(head -c 400 out)"; fi; }
draws() { # ENGINE
    commit="--randomness 上证指数收盘 --secret $secret --on 2020-11-19 --company $c1"
    runs commit_too_few 3 draw commit --need clinical=4 $commit
    runs commit_nobody 3 draw commit --need management=1 $commit
    runs commit_bad_need 2 draw commit --need surgical=1 $commit
    runs commit_bad_secret 2 draw commit --need clinical=1 --randomness x --secret abc --on 2020-11-19
    runs show_none 2 draw show
    runs commit 0 draw commit --need clinical=2,insurance=1 $commit
    has commit_draft 征求意见稿，未生效
    if grep -qE '赵|E1' out; then no commit_names_nobody "$(cat out)"; else ok commit_names_nobody; fi
    digest > before
    runs commit_again 0 draw commit --need clinical=2,insurance=1 $commit
    runs commit_other 2 draw commit --need clinical=1,insurance=1 $commit
    runs run_early 3 draw run --public 3377.73 --secret "$secret" --on 2020-11-19
    runs run_other_secret 3 draw run --public 3377.73 --secret "cd${secret#ab}" --on 2020-11-20
    digest > after; same nothing_so_far before after
    runs show_waiting 0 draw show --json; cp out waiting.json
    runs verify_waiting 3 "$jicai" draw verify waiting.json
    runs run 0 draw run --public 3377.73 --secret "$secret" --on 2020-11-20
    digest > before
    runs run_again 0 draw run --public 3377.73 --secret "$secret" --on 2020-11-20
    runs run_other 2 draw run --public 3377.74 --secret "$secret" --on 2020-11-20
    digest > after; same run_again_is_nothing before after
    runs show 0 draw show --json; cp out draw.json; cp out "draw.$1"
    has show_removed '"removed":\[.*same_employer.*same_bidder|"removed":\[.*same_bidder.*same_employer'
    runs verify 0 "$jicai" draw verify draw.json
    sed 's/"place":1,"seat":true/"place":2,"seat":true/' draw.json > place.json
    runs verify_place 3 "$jicai" draw verify place.json
    sed 's/"secret":"ab/"secret":"cd/' draw.json > other.json
    runs verify_secret 3 "$jicai" draw verify other.json --json
    has verify_secret_says '"repeat":"rule","verdict":"commitment"'
    sed 's/"places":2/"places":1/' draw.json > other.json
    runs verify_list 3 "$jicai" draw verify other.json
    head -c 500 draw.json > other.json
    runs verify_cut 2 "$jicai" draw verify other.json
    echo '{}' > other.json
    runs verify_empty 2 "$jicai" draw verify other.json
    runs verify_no_file 2 "$jicai" draw verify nothing.json
    who=$(grep -oE '"expert":"E[123]"[^}]*"place":1,' draw.json | cut -d'"' -f4)
    runs decline 0 draw decline --expert "$who" --reason 出差 --on 2020-11-21
    has decline_moved_up 候补递补
    runs decline_unknown 2 draw decline --expert E4 --reason 出差 --on 2020-11-21
    runs show_declined 0 draw show --json; cp out declined.json; cp out "declined.$1"
    runs verify_declined 0 "$jicai" draw verify declined.json
}
bargains() { # ENGINE
    runs bargains 0 "$jicai" import bargains bargains.csv --db "$db" --pool 440100
    digest > before
    runs bargains_again 0 "$jicai" import bargains bargains.csv --db "$db" --pool 440100
    digest > after; same bargains_again_is_nothing before after
    runs ask 0 "$jicai" bargain --project GZ-1 --product "$p1" --on 2020-12-10 --json --db "$db"; cp out "ask.$1"
    has ask_market '"market":\{"prices":4,"lowest":"8.00","median":"9.50","highest":"11.0001","from":"2020-06-01","to":"2020-09-01"'
    has ask_says '"allowed":true,.*"note":"征求意见稿，未生效"'
    has ask_agreed "\"hospitals\":\"$h1;$h2\",\"qty\":500,\"payment_days\":60,\"price\":\"8.50\""
    printf '%s\n' group,name A,刀头 > groups.csv; printf '%s\n' group,product,company,price "A,$p2,$c2,90" > bids.csv
    runs ask_text 0 "$jicai" bargain --project GZ-1 --product "$p2" --on 2020-12-10 --joint --db "$db"
    has ask_text_draft 征求意见稿，未生效
    head="bargain,project,hospitals,product,qty,payment_days,price,date,draw\n"
    digest > before
    refused b_qty bargains "${head}B3,,$h1,$p1,0,60,8.50,2020-12-01,\n" '^wrong.csv:2: qty: '
    refused b_price bargains "${head}B3,,$h1,$p1,5,60,0,2020-12-01,\n" '^wrong.csv:2: price: '
    refused b_twice bargains "${head}B3,,$h1;$h1,$p1,5,60,8,2020-12-01,\n" '^wrong.csv:2: hospitals: '
    refused b_stranger bargains "${head}B3,GZ-1,$h1;$h3,$p1,5,60,8,2020-12-01,\n" '^wrong.csv:2: hospitals: '
    refused b_changed bargains "${head}B2,GZ-1,$h1,$p1,21,90,9.90,2020-12-02,\n" '^wrong.csv:2: '
    refused b_draw_alone bargains "${head}B3,GZ-1,$h1,$p1,5,60,8,2020-12-01,D1\n" '^wrong.csv:2: draw: .*expert.random_draw，三\(三\)；征求意见稿，未生效'
    refused b_draw_early bargains "${head}B3,GZ-1,$h1;$h2,$p1,5,60,8,2020-11-19,D1\n" '^wrong.csv:2: draw: '
    refused b_no_pack bargains "${head}B3,,$h3,$p1,5,60,8,2020-12-01,\\n" '^wrong.csv:2: product: .*政策包'
    refused b_no_draw bargains "${head}B3,GZ-1,$h1;$h2,$p1,5,60,8,2020-12-01,D2\n" '^wrong.csv:2: draw: '
    digest > after; same bargains_refused_unchanged before after
    printf '%s\n' ban,company,kind,area,from,to,document "V1,$c1,ban,region,2020-12-03,2020-12-31,禁入决定" > bans.csv
    runs b_ban 0 "$jicai" import market_bans bans.csv --db "$db" --pool 440100
    refused b_banned bargains "${head}B4,GZ-1,$h1,$p1,5,60,8,2020-12-03,\n" '^wrong.csv:2: product: .*V1.*禁入决定'
}
recorded() {
    runs recorded 0 "$jicai" import recorded_purchases recorded_purchases.csv --db "$db" --pool 440100
    head="purchase,project,record,recorded,hospital,product,qty,price,date,reason,review,reviewed\n"
    digest > before
    refused r_amount recorded_purchases "${head}R3,GZ-1,BA1,2020-06-01,$h1,$p2,41,1000,2020-12-31,急诊,,\n" '^wrong.csv:2: qty: .*way.recorded_amount_most，choice；征求意见稿，未生效'
    refused r_months recorded_purchases "${head}R3,GZ-1,BA1,2020-06-01,$h1,$p2,1,1000,2021-06-01,急诊,,\n" '^wrong.csv:2: date: .*way.recorded_months'
    refused r_before recorded_purchases "${head}R3,GZ-1,BA1,2020-06-01,$h1,$p2,1,1000,2020-05-31,急诊,,\n" '^wrong.csv:2: date: '
    refused r_changed recorded_purchases "${head}R1,GZ-1,BA1,2020-06-01,$h1,$p2,59,1000,2020-06-02,急诊,,\n" '^wrong.csv:2: qty: '
    refused r_review recorded_purchases "${head}R1,GZ-1,BA1,2020-06-01,$h1,$p2,60,1000,2020-06-02,急诊,passed,\n" '^wrong.csv:2: reviewed: '
    digest > after; same recorded_refused_unchanged before after
    printf '%b' "${head}R1,GZ-1,BA1,2020-06-01,$h1,$p2,60,1000,2020-06-02,急诊,refused,2020-06-05\n" > more.csv
    runs r_refused 0 "$jicai" import recorded_purchases more.csv --db "$db" --pool 440100
    printf '%b' "${head}R3,GZ-1,BA1,2020-06-01,$h1,$p2,100,1000,2020-12-31,急诊,,\n" > more.csv # all of the amount is free again
    runs r_free_again 0 "$jicai" import recorded_purchases more.csv --db "$db" --pool 440100
}

files
engines=
IFS=';'; for url in ${JICAI_TEST_DBS:-sqlite::memory:}; do
    IFS=' '
    case $url in
    sqlite*) engine=sqlite db=$dir/jicai.db ;;
    *) engine=postgres
        PGOPTIONS='-c client_min_messages=warning' psql -q "$url" -c 'DROP DATABASE IF EXISTS ways' -c "CREATE DATABASE ways TEMPLATE template0" || exit 1
        db="${url%dbname=*}dbname=ways user=jicai" ;;
    esac
    engines="$engines $engine"
    runs init 0 "$jicai" init --db "$db"
    runs load 0 load_all
    draws $engine
    bargains $engine
    recorded
    digest > "end.$engine"
done
for e in $engines; do for f in draw declined ask end; do same "${f}_$e" $f.sqlite "$f.$e"; done; done
finish
