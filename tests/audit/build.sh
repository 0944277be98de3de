#!/bin/sh
# build.sh OUT - Go's checker of our log (tlog.go) as a program, without the network. Nothing, and no
# failure, when Go or its package is not installed (tools/install.sh check does it).
[ -d /usr/share/gocode/src/golang.org/x/mod/sumdb/tlog ] && command -v go > /dev/null || exit 0
GOPATH=/usr/share/gocode GO111MODULE=off GOFLAGS='' GOPROXY=off GOCACHE=$1.cache
export GOPATH GO111MODULE GOFLAGS GOPROXY GOCACHE
exec go build -o "$1" "$(dirname "$(realpath "$0")")/tlog.go"
