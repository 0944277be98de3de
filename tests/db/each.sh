#!/bin/sh
# each.sh PROGRAM... - run each test program; fails if one of them failed, after all have run.
bad=0
for program in "$@"; do
    echo "=== $(basename "$program")"
    "$program" || { echo "FAILED: $(basename "$program") ($?)"; bad=1; }
done
exit $bad
