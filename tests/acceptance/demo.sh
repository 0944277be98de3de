#!/bin/sh
# demo.sh JICAI - the demonstration twice, in two folders: the same report and the same data, byte for byte,
# within bounded memory; it says that it is synthetic, and its books balance for an outside judge.
. "$(dirname "$0")/lib.sh"
(ulimit -v 700000; "$jicai" demo --dir one --lang zh) > out1 2> err1; c=$?
if [ $c = 0 ]; then ok demo_runs; else no demo_runs "exit $c: $(tail -c 400 err1)"; finish; fi
"$jicai" demo --dir two --lang zh > out2 2> err2
same demo_report_twice one/report.html two/report.html
"$jicai" digest --db one/jicai.db > d1; "$jicai" digest --db two/jicai.db > d2
same demo_digest_twice d1 d2
if grep -q 合成数据 one/report.html; then ok demo_says_synthetic; else no demo_says_synthetic "the report does not say so"; fi
if grep -q 征求意见稿 one/report.html; then ok demo_says_draft; else no demo_says_draft "Guangzhou is not marked"; fi
for f in one/ledger*.journal; do
    runs "hledger_$(basename "$f" .journal)" 0 hledger -f "$f" check -s
done
for p in 重庆 吕梁 楚雄 甘肃 广州; do
    if grep -q "$p" one/report.html; then ok "demo_has_$p"; else no "demo_has_$p" "not in the report"; fi
done
for n in 43,924 1,282 135; do # published totals
    if grep -q "$n" one/report.html; then ok "demo_total_$n"; else no "demo_total_$n" "not in the report"; fi
done

# Every command's example, as its --help shows it, runs in the demonstration's database, in a folder that
# holds the files it names. What needs a secret or another party's file is run elsewhere, and named here.
mkdir try && cd try || exit 2
cp ../one/jicai.db ../one/jicai.db.key* . && ln -s "$root/policies" policies
q=../one/chongqing
cp $q/bids.csv $q/demand.csv . && cp $q/institutions.csv hospitals.csv && echo 'fsck --pool 500000' > month-end.txt
printf '%s\n' group,product,rank "$(awk -F, 'NR == 2 { print $1 "," $2 ",1" }' bids.csv)" > awards.csv
head -1 demand.csv > some.csv && grep ",$(awk -F, 'NR == 2 { print $1 }' awards.csv)," demand.csv | head -20 >> some.csv && mv some.csv demand.csv
mkdir inbox && printf '%s\n' source,code,name,province,price,date 'gpo,X-17,head,500000,12.00,2025-03-01' > inbox/gpo.csv
elsewhere='audit (check|prove|checkpoint|log|key)|bid (file|withdraw|sealed|shares|open|record)|seal|officers|share open|share key|serve'
elsewhere="$elsewhere|key (make|register)|user [a-z]*|award bundle|agree (text|sign|pdf|bundle)|sign|verify|notify deliver|shortage [a-z]*|hold (place|lift)|complaint move|fund (approve|refuse|pay|correct|decide)"
elsewhere="$elsewhere|draw (run|decline|verify)|meeting record|demo|demo-data|init|qualify|project (begin|move)|cycle extend|amend (propose|decide|show)|fund change" # a life begun would shut the demo's doors
elsewhere="$elsewhere|cutover [a-z]*|period [a-z]*|trade (correct|decide)|secrets rotate"
elsewhere="$elsewhere|trust (add|end)"
elsewhere="$elsewhere|mode|talks [a-z]*|renewal decide"
JICAI_DB=$PWD/jicai.db; export JICAI_DB
"$jicai" help > ../help.txt
LC_ALL=en_US.UTF-8 "$jicai" help | sed -n 's/^  \([a-z][a-z ]*[a-z]\)  .*/\1/p' > ../commands
[ "$(wc -l < ../commands)" -gt 40 ] && ok examples_listed || no examples_listed "$(head -5 ../commands)"
while read -r command; do
    example=$("$jicai" $command --help --lang en 2> /dev/null < /dev/null | sed -n '/^example:/{n;s/^ *jicai //p}')
    if [ -z "$example" ]; then no "example_$command" 'has none'; continue; fi
    if echo "$command" | grep -qxE "$elsewhere"; then continue; fi
    echo "\"$jicai\" $example" > ../line.sh
    sh ../line.sh > out 2> err < /dev/null; c=$?
    case $c in 0|3|4) ok "example_$command" ;; *) no "example_$command" "exit $c for jicai $example: $(head -c 300 err)" ;; esac
done < ../commands
cd ..

# The first pages of both README, word for word: they write their files, read them, and read the demonstration.
mkdir readme && cd readme && ln -s "$(dirname "$jicai")" build && ln -s "$root/policies" policies && ln -s ../one demo || exit 2
unset JICAI_DB
for page in README.md README.zh-CN.md; do
    rm -rf my.db* files hospitals.xlsx 机构.xlsx
    sed -n 's/^    \(build\/jicai .*\)/\1/p' "$root/$page" > ../lines
    [ "$(wc -l < ../lines)" -gt 8 ] || no "readme_$page" 'has no commands'
    while read -r line; do
        # A server is stopped after two seconds, and has to end well.
        case $line in *' serve '*) line="timeout --preserve-status 2 $(echo "$line" | sed 's/--port [0-9]*/--port 0/')" ;; esac
        echo "$line" > ../line.sh
        sh ../line.sh > out 2> err < /dev/null; c=$?
        case $c in 0|4) ok "readme" ;; *) no "readme $page" "exit $c for $line: $(head -c 300 err)" ;; esac
    done < ../lines
done
cd ..
finish
