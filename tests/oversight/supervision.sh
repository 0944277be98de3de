#!/bin/sh
# supervision.sh - supervision through the program, on every database of JICAI_TEST_DBS, under the pack of 楚雄: a
# notice of breach to its publication, a shortage case to its charge, four eyes on retention, payment standards by
# generic name, who bears an overspend; and what is refused changes nothing.
root=$(pwd)
set -- "${JICAI:-build/jicai}"
. tests/acceptance/lib.sh
. "$root/tests/tender/world.sh"
h1=H53230100001 h2=H53232200002 zone=532300

has() { if grep -qE "$2" out; then ok "$1"; else no "$1" "no '$2' in: $(head -c 700 out)"; fi; }
digest() { "$jicai" digest --db "$db"; }
files() {
    printf '%s\n' code,name,registrant,distributor "$c1,甲公司,yes,no" "$c2,乙公司,yes,yes" "$c3,丙公司,yes,no" > companies.csv
    printf '%s\n' code,name,company,goods,unit "$p1,支架一,$c1,high_value,个" "$p2,支架二,$c2,high_value,个" \
        "$p3,支架三,$c3,high_value,个" > products.csv
    printf '%s\n' code,name,region,level,kind "$h1,州医院,532301,tertiary,public" "$h2,县医院,532322,secondary,public" > institutions.csv
    printf '%s\n' project,name,pack,goods,form,bid_on,executed_on,cycle_months,rules \
        CX-1,支架,chuxiong,high_value,alliance,2024-08-01,2024-09-10,24,rules.yaml > projects.csv
    printf '%s\n' group,name,unit,ceiling A,支架,个,2000.00 > groups.csv
    printf '%s\n' hospital,takes_part "$h1,yes" "$h2,yes" > participants.csv
    printf '%s\n' hospital,group,product,qty "$h1,A,$p1,10" "$h1,A,$p2,10" "$h2,A,$p1,20" > demand.csv
    printf '%s\n' group,product,company,price "A,$p1,$c1,750.00" "A,$p2,$c2,800.00" "A,$p3,$c3,1900.00" > bids.csv
    printf '%s\n' product,distributor,date "$p1,$c1,2024-09-01" "$p2,$c2,2024-09-01" > distributions.csv
    printf '%s\n' product,price,date,zone "$p3,1900.00,2024-09-10,general" > listings.csv
    printf '%s\n' order,hospital,product,qty,date,reason "D1,$h2,$p1,16,2025-01-02," "D2,$h2,$p3,4,2025-01-20,肾功能不全患者专用" > orders.csv
    printf '%s\n' receipt,order,qty,delivered,accepted Y1,D1,4,2025-01-09,2025-01-09 Y2,D2,4,2025-01-21,2025-01-21 > receipts.csv
    printf '%s\n' payment,receipt,amount,date "F1,Y1,3000.00,2025-03-03" > payments.csv
    printf '%s\n' product,kind,province,price,date,source "$p1,pre_vbp,530000,2000.00,2024-01-01,x" "$p2,pre_vbp,530000,2000.00,2024-01-01,x" > prices.csv
    cp "$root/tests/tender/rules.yaml" .
}
load_all() {
    for kind in companies products institutions prices; do import $kind "$db" || return; done
    "$jicai" import projects projects.csv --db "$db" --pool $zone || return
    for kind in groups participants demand bids; do import $kind "$db" --project CX-1 || return; done
    for cmd in volume award allocate; do "$jicai" $cmd --db "$db" --project CX-1 || return; done
    import distributions "$db" --project CX-1 && "$jicai" list --db "$db" --project CX-1 &&
        "$jicai" agree --db "$db" --project CX-1 && "$jicai" import listings listings.csv --db "$db" --pool $zone || return
    import orders "$db" --project CX-1 && import receipts "$db" --pool $zone && import payments "$db" --pool $zone
}
unchanged() { digest > after; same "$1" before after; }

breaches() {
    at="--pool $zone --day 2025-02-01"
    runs breach 0 "$jicai" breach $at --db "$db" --json
    cp out "breach.$1"
    has breach_period '"period":"2025-Q1"'
    has breach_supply "\"kind\":\"late_supply\",\"party\":\"$c1\",\"lines\":1,\"late\":\"?12\"?,\"amount\":\"9000.00\",\"days\":81"
    has breach_payment "\"kind\":\"late_payment\",\"party\":\"$h2\""
    digest > before
    runs breach_too_early 2 "$jicai" breach move $at --to sent --on 2025-03-31 --db "$db"
    runs breach_not_heard 2 "$jicai" breach move $at --to published --on 2025-04-01 --party "$c1" --db "$db"
    runs breach_no_such_state 2 "$jicai" breach move $at --to blamed --on 2025-04-01 --db "$db"
    unchanged breach_unchanged
    runs breach_sent 0 "$jicai" breach move $at --to sent --on 2025-04-01 --db "$db"
    runs breach_published 0 "$jicai" breach move $at --to published --on 2025-04-20 --db "$db"
    has breach_words "BREACH-2025-Q1-$c1"
    runs breach_credit 0 "$jicai" credit --company "$c1" --on 2025-04-20 --db "$db" --json
    has breach_made_a_grade '"matter":"breach"'
    runs credit_list 0 "$jicai" credit list --pool $zone --on 2025-04-20 --db "$db" --json
    has credit_list_names "\"party\":\"$c1\",\"grade\":1"
    runs credit_list_public 0 "$jicai" credit list --pool $zone --on 2025-04-20 --published --db "$db" --json
    has credit_list_not_public '"parties":\[\]' # the first grade is not made public
    runs breach_export 0 "$jicai" export breaches --out breaches.csv --db "$db" --pool $zone
    if grep -q "$c1" breaches.csv; then ok breach_exported; else no breach_exported "$(cat breaches.csv)"; fi
}
holds() {
    runs hold_place 0 "$jicai" hold place --pool $zone --hold Z1 --product $p2 --reason recall --document D1 --by li --on 2025-02-01 --db "$db"
    has hold_placed "Z1 +$p2 .*recall +2025-02-01"
    printf '%s\n' order,hospital,product,qty,date "Z1,$h2,$p2,1,2025-02-03" > held.csv
    digest > before
    runs hold_refuses 2 "$jicai" import orders held.csv --db "$db" --project CX-1
    runs hold_same_person 2 "$jicai" hold lift --pool $zone --hold Z1 --why x --by li --on 2025-02-04 --db "$db"
    unchanged hold_unchanged
    runs hold_lift 0 "$jicai" hold lift --pool $zone --hold Z1 --why 复检合格 --by wang --on 2025-02-04 --db "$db"
    runs hold_list 0 "$jicai" hold --pool $zone --on 2025-02-04 --open --db "$db"
    if grep -q Z1 out; then no hold_open "$(cat out)"; else ok hold_open; fi
}
complaints() {
    "$jicai" org add --code B53 --kind bureau --name 医保局 --on 2025-01-01 --region 532300 --db "$db" > out 2> err &&
        "$jicai" user add --login clerk --name clerk --org B53 --roles city --demo --reason x --on 2025-01-01 --db "$db" > out 2> err || no complaint_people "$(cat err)"
    printf '%s\n' complaint,kind,by,against,subject,filed "T1,complaint,$c1,$h2,逾期未付,2025-02-03" > complaints.csv
    runs complaint_import 0 import complaints "$db" --pool $zone
    at="--pool $zone --complaint T1 --by li --org B53"
    runs complaint_assigned 0 "$jicai" complaint move $at --step assigned --to clerk --on 2025-02-04 --db "$db"
    digest > before
    runs complaint_elsewhere 2 "$jicai" complaint move $at --step accepted --on 2025-02-05 --db "$db"
    runs complaint_no_step 2 "$jicai" complaint move $at --step filed --on 2025-02-05 --db "$db"
    unchanged complaint_unchanged
    at="--pool $zone --complaint T1 --by clerk --org B53"
    runs complaint_accepted 0 "$jicai" complaint move $at --step accepted --on 2025-02-05 --db "$db"
    runs complaint_answered 0 "$jicai" complaint move $at --step answered --result founded --text 已付清 --on 2025-02-20 --db "$db"
    has complaint_closed 'T1 .*founded +closed$'
    runs complaint_published 0 "$jicai" complaint move $at --step published --on 2025-02-21 --json --db "$db"
    has complaint_is_published '"published":true'
    runs complaint_open 0 "$jicai" complaint --pool $zone --on 2025-02-21 --open --db "$db"
    if grep -q T1 out; then no complaint_none_open "$(cat out)"; else ok complaint_none_open; fi
    runs risks 0 "$jicai" risk --pool $zone --state open --due 2025-12-31 --db "$db"
    runs issues 0 "$jicai" issue --pool $zone --db "$db"
}
shortages() {
    at="--pool $zone --case Q1"
    runs shortage_report 0 "$jicai" shortage report $at --order D1 --on 2025-01-15 --db "$db"
    runs shortage_levels 0 "$jicai" shortage levels --pool $zone --db "$db"
    has shortage_county 'Q1 +1 +county +532322 .*2025-01-15.* open'
    digest > before
    runs shortage_elsewhere 2 "$jicai" shortage answer $at --region 532301 --text 无 --by li --on 2025-01-16 --db "$db"
    unchanged shortage_elsewhere_unchanged
    runs shortage_passed 0 "$jicai" shortage answer $at --region 532322 --text 全县无货 --by li --on 2025-01-16 --db "$db"
    has shortage_city 'Q1 +2 +city +532300 .* open'
    runs shortage_candidates 0 "$jicai" shortage candidates $at --on 2025-01-16 --db "$db"
    has shortage_candidate "$p2 +$c2 +winner +1 +800.00"
    digest > before
    runs shortage_no_candidate 2 "$jicai" shortage call $at --product $p1 --by li --on 2025-01-16 --db "$db"
    unchanged shortage_no_candidate_unchanged
    runs shortage_call 0 "$jicai" shortage call $at --product $p2 --by li --on 2025-01-16 --db "$db"
    runs shortage_solved 0 "$jicai" shortage answer $at --region 532300 --text 已协调 --solved --by wang --on 2025-01-17 --db "$db"
    has shortage_is_solved 'Q1 +2 +city .* solved'
    runs shortage_state 0 "$jicai" shortage state $at --say cannot --evidence 洪水 --on 2025-01-16 --db "$db"
    runs shortage_decide 0 "$jicai" shortage decide $at --on 2025-01-18 --db "$db"
    runs shortage_substitute 0 "$jicai" shortage substitute $at --receipt Y2 --qty 4 --on 2025-01-22 --db "$db" --json
    has shortage_extra '"extra":"4600.00"'
    digest > before
    runs shortage_close_early 2 "$jicai" shortage close $at --borne --on 2025-01-23 --db "$db"
    unchanged shortage_unchanged
    runs shortage_charge 0 "$jicai" shortage charge $at --on 2025-01-31 --db "$db"
    runs shortage_close 0 "$jicai" shortage close $at --borne --on 2025-02-15 --db "$db"
    runs shortage_list 0 "$jicai" shortage --pool $zone --db "$db"
    has shortage_listed 'Q1.*borne'
    runs shortage_export 0 "$jicai" export shortages --out shortages.csv --db "$db" --pool $zone
    runs shortage_explained 0 "$jicai" explain shortage Q1 --pool $zone --db "$db"
}
retention() {
    printf '%s\n' hospital,year,reports_due,reports_timely,pay_ratio,insured_share "$h1,2025,1,1,60%,80%" > assessment_facts.csv
    printf '%s\n' order,hospital,product,qty,date "D8,$h1,$p1,12,2025-05-02" "D9,$h1,$p2,8,2025-05-02" > orders.csv
    printf '%s\n' receipt,order,qty,delivered,accepted Y8,D8,12,2025-05-05,2025-05-05 Y9,D9,8,2025-05-05,2025-05-05 > receipts.csv
    runs retention_orders 0 import orders "$db" --project CX-1
    runs retention_receipts 0 import receipts "$db" --pool $zone
    runs retention_facts 0 import assessment_facts "$db" --project CX-1
    of="--project CX-1 --year 2025"
    runs assess 0 "$jicai" assess $of --db "$db"
    runs assess_sent 0 "$jicai" assess $of --move sent --on 2026-01-05 --institution $h1 --db "$db"
    runs assess_final 0 "$jicai" assess $of --move final --on 2026-01-20 --institution $h1 --db "$db"
    runs retention 0 "$jicai" retention $of --by 王 --on 2026-02-01 --db "$db" --json
    cp out "retention.$1"
    has retention_booked "\"institution\":\"$h1\".*\"booked\":true,\"paid\":false"
    digest > before
    runs retention_pay_waits 2 "$jicai" retention pay $of --on 2026-02-10 --db "$db"
    approve="fund approve --project CX-1 --step retention --period 2025"
    runs retention_same_person 2 "$jicai" $approve --by 王 --on 2026-02-02 --db "$db"
    unchanged retention_unchanged
    runs retention_approved 0 "$jicai" $approve --by 李 --on 2026-02-02 --db "$db"
    runs retention_paid 0 "$jicai" retention pay $of --on 2026-02-10 --db "$db" --json
    has retention_paid_one '"paid":1'
    runs monitor_fund 0 "$jicai" monitor --project CX-1 --month 2026-04 --db "$db" --json
    has monitor_fund_says '"fund":\[.*"kind":"retention".*"overdue":"0.00"'
}
standards() {
    runs standard 0 "$jicai" standard --pool $zone --on 2025-06-30 --db "$db" --json
    cp out "standard.$1"
    has standard_none_in_this_pack '"standards":\[\]'
}
overspend() {
    printf '%s\n' institution,year,component,direction,amount,decided "$h1,2025,base,add,1000.00,2025-01-05" > quotas.csv
    runs quotas 0 "$jicai" import quotas quotas.csv --db "$db" --pool $zone
    runs quota 0 "$jicai" quota --pool $zone --year 2025 --db "$db" --json
    has quota_not_shared '"verdict":"not_shared"'
}

settle() { # four eyes before the bank sees anything
    printf '%s\n' invoice,date,receipt,receipt_line I8,2025-05-06,Y8,1 > invoices.csv
    printf '%s\n' hospital,month,fund,amount "$h1,2025-06,pooled,100000.00" > claims.csv
    runs settle_invoices 0 "$jicai" import invoices invoices.csv --db "$db" --pool $zone
    runs settle_claims 0 "$jicai" import claims claims.csv --db "$db" --pool $zone
    month="--project CX-1 --month 2025-06"
    runs settle_nobody 2 "$jicai" fund settle $month --db "$db"
    runs settle 0 "$jicai" fund settle $month --by 王 --db "$db" --json
    has settle_instructed '"amount":"9000.00","state":"instructed"'
    file() { rm -f instructions.csv; "$jicai" export instructions --out instructions.csv --db "$db" --project CX-1 --pool $zone > /dev/null; wc -l < instructions.csv; }
    if [ "$(file)" = 1 ]; then ok settle_file_waits; else no settle_file_waits "$(cat instructions.csv)"; fi
    printf '%s\n' month,instruction,result,date 2025-06,1,paid,2025-07-03 > direct_results.csv
    runs settle_paid_early 2 import direct_results "$db" --project CX-1
    runs settle_same_person 2 "$jicai" fund approve --project CX-1 --step settle --period 2025-06 --by 王 --on 2025-07-01 --db "$db"
    runs settle_approved 0 "$jicai" fund approve --project CX-1 --step settle --period 2025-06 --by 李 --on 2025-07-02 --db "$db" --json
    if [ "$(file)" = 2 ]; then ok settle_file; else no settle_file "$(cat instructions.csv)"; fi
    cp instructions.csv "instructions.$1"
    runs settle_paid 0 import direct_results "$db" --project CX-1
    if [ "$(file)" = 1 ]; then ok settle_file_done; else no settle_file_done "$(cat instructions.csv)"; fi
}

engines=
IFS=';'; for url in ${JICAI_TEST_DBS:-sqlite::memory:}; do
    IFS=' '
    case $url in
    sqlite*) engine=sqlite db=$dir/jicai.db ;;
    *) engine=postgres
        PGOPTIONS='-c client_min_messages=warning' psql -q "$url" -c 'DROP DATABASE IF EXISTS supervision' -c "CREATE DATABASE supervision TEMPLATE template0" || exit 1
        db="${url%dbname=*}dbname=supervision user=jicai" ;;
    esac
    engines="$engines $engine"
    files
    runs "init_$engine" 0 "$jicai" init --db "$db"
    runs "load_$engine" 0 load_all
    holds
    complaints
    shortages
    breaches $engine
    retention $engine
    settle $engine
    standards $engine
    overspend
    runs "fsck_$engine" 0 "$jicai" fsck --db "$db"
    digest > "end.$engine"
done
IFS=' '
case $engines in *sqlite*postgres*) for f in breach retention standard instructions end; do same "both_$f" $f.sqlite $f.postgres; done ;; esac
finish
