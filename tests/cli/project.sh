#!/bin/sh
# project.sh JICAI - a project on its way by commands: begun, refused what its phase does not allow,
# moved, and the form that a hospital fills in and sends back while reporting is open.
jicai=$(realpath "$1")
dir=$(mktemp -d "${TMPDIR:-/tmp}/jicai-project.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
export JICAI_DB=jicai.db
bad=0
ok() { echo "ok $1"; }
no() { echo "FAILED: $1"; cat out err 2>/dev/null; bad=1; }
expect() { # NAME STATUS COMMAND...
    name=$1 want=$2; shift 2
    "$jicai" "$@" > out 2> err; got=$?
    if [ $got = "$want" ]; then ok "$name"; else no "$name: $got"; fi
}
"$jicai" init --key-file key > /dev/null 2>&1
printf 'code,name,region,level\nH50010300001,h,500103,tertiary\n' > h.csv
printf 'project,name,pack,goods,executed_on,cycle_months\nP,p,chongqing,high_value,2025-09-10,24\n' > p.csv
printf 'group,name\nA,a\n' > g.csv
printf 'hospital,takes_part\nH50010300001,yes\n' > t.csv
printf 'phase,from,to\nreporting,2025-05-10,2025-05-20\n' > f.csv
printf 'hospital,group,product,qty\nH50010300001,A,,40\n' > r.csv
"$jicai" import institutions h.csv > /dev/null
"$jicai" import projects p.csv --pool 500000 > /dev/null
for k in 'groups g' 'participants t' 'phases f'; do "$jicai" import ${k% *} ${k#* }.csv --project P > /dev/null; done
expect phase_begin 0 project begin --project P --on 2025-05-01
expect phase_needs_document 2 project move --project P --to published --on 2025-05-02
grep -q 'move_no_doc\|采购文件\|procurement document' err && ok phase_says_why || no phase_says_why
expect phase_unknown 2 project move --project P --to nowhere --on 2025-05-02
expect report_refused_before 2 import reports r.csv --project P --on 2025-05-12
expect phase_no_volume 2 volume --project P --ratio 80%
expect phase_end_without_reason 2 project move --project P --to closed --on 2025-05-02
expect phase_end 0 project move --project P --to closed --on 2025-05-02 --reason 'called off'
expect phase_show 0 project show --project P --json
grep -q '"came":"draft"' out && ok phase_history || no phase_history
expect report_form 0 form form.xlsx --project P --hospital H50010300001
[ -s form.xlsx ] && ok report_form_is_there || no report_form_is_there
exit $bad
