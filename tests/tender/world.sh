# world.sh - a small procurement as files in the current folder: 3 companies, 4 products in 2 groups, 3
# institutions. For scripts that test the wings through the program; `big N` makes N institutions.
company() { # N: a unified social credit code with its check sign
    awk -v n="$1" 'BEGIN {
        signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        code = sprintf("91500000%09d", n); w = 1
        for (i = 1; i <= 17; i++) { sum += (index(signs, substr(code, i, 1)) - 1) * w; w = w * 3 % 31 }
        print code substr(signs, (31 - sum % 31) % 31 + 1, 1)
    }'
}
c1=$(company 1) c2=$(company 2) c3=$(company 3)
p1=C0101010011300000001 p2=C0101010011300000002 p3=C0101010011300000003 p4=C0101010021300000004
h1=H50010300001 h2=H50010500002 h3=H50011200003
world() {
    printf '%s\n' code,name,registrant,distributor "$c1,甲公司,yes,no" "$c2,乙公司,yes,yes" "$c3,丙公司,yes,no" > companies.csv
    printf '%s\n' code,name,company,goods,unit "$p1,刀头一,$c1,high_value,把" "$p2,刀头二,$c2,high_value,把" \
        "$p3,刀头三,$c3,high_value,把" "$p4,刀头四,$c1,high_value,把" > products.csv
    printf '%s\n' code,name,region,level,kind,affiliation "$h1,渝中医院,500103,tertiary,public,county" \
        "$h2,江北医院,500105,secondary,public,county" "$h3,渝北药店,500112,unrated,pharmacy,county" > institutions.csv
    printf '%s\n' project,name,pack,goods,form,bid_on,executed_on,cycle_months,rules \
        CS-1,超声刀头,chongqing,high_value,alliance,2024-08-01,2024-09-10,24,rules.yaml > projects.csv
    printf '%s\n' group,name,unit,ceiling A,离断刀头,把,2000.00 B,闭合刀头,把, > groups.csv
    printf '%s\n' hospital,takes_part,reason "$h1,yes," "$h2,yes," "$h3,yes," > participants.csv
    printf '%s\n' hospital,group,product,year,qty "$h1,A,,2023,100" "$h2,A,,2023,60" "$h3,A,,2023,50" "$h1,B,,2023,10" > usage.csv
    printf '%s\n' hospital,group,product,qty "$h1,A,$p1,100" "$h1,A,$p2,50" "$h1,A,$p3,30" "$h2,A,$p2,35" "$h2,A,$p3,35" \
        "$h3,A,$p1,30" "$h1,B,$p4,7" > demand.csv
    printf '%s\n' group,product,company,price,capacity,ceiling "A,$p1,$c1,750.00,,2000.00" "A,$p2,$c2,800.00,60,2000.00" \
        "A,$p3,$c3,2000.01,,2000.00" "B,$p4,$c1,90.00,," > bids.csv
    cp "$root/tests/tender/rules.yaml" .
}
load() { # DB: all files so far into it
    for kind in companies products institutions projects; do import $kind "$1" || return; done
    for kind in groups participants usage demand bids; do import $kind "$1" --project CS-1 || return; done
}
import() { # KIND DB [--project P]
    kind=$1 db=$2; shift 2
    pool=; [ "$kind" = projects ] && pool='--pool 500000'
    "$jicai" import "$kind" "$kind.csv" --db "$db" $pool "$@"
}
