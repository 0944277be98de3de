#!/bin/sh
# openapi_lint.sh JICAI - does a public linter (@redocly/cli, from npm) find an error in what `jicai
# openapi` prints, in either language? Needs the network the first time.
jicai=$(realpath "$1") || exit 2
dir=$(mktemp -d "${TMPDIR:-/tmp}/jicai-openapi.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true NO_COLOR=1
bad=0
for lang in zh en; do "$jicai" openapi --lang $lang > "$dir/$lang.json" || bad=1; done
cd "$dir" || exit 1
npx --yes @redocly/cli@1.34.5 lint zh.json en.json > log 2>&1 || bad=1
grep -q 'valid' log || bad=1
grep -vE '^npm (warn|notice)' log | tail -40
if [ $bad = 0 ]; then echo '1 passed, 0 failed'; else echo '0 passed, 1 failed'; fi
exit $bad
