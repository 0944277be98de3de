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
finish
