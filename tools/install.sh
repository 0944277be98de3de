#!/bin/sh
# install.sh demo|check|dev - install the Debian packages that are missing for `make demo`, `make check`
# or the developer's tools. Silent and quick when nothing is missing. Leaves no service running.
build='gcc libc6-dev make pkg-config meson ninja-build libyaml-dev libsqlite3-dev libzip-dev libexpat1-dev
       libxlsxwriter-dev libjansson-dev libsodium-dev libmicrohttpd-dev libssl-dev libcurl4-openssl-dev
       libpango1.0-dev libcairo2-dev fonts-noto-cjk'
case $1 in
demo) want=$build ;;
check) want="$build git libcmocka-dev libpq-dev postgresql-15 hledger python3 openssl poppler-utils python3-openpyxl golang-go golang-golang-x-mod-dev
              clang lld libclang-rt-14-dev-wasm32" ;;
dev) want="$build git libcmocka-dev libpq-dev postgresql-15 hledger python3 clang clang-format clang-tidy
           libclang-rt-14-dev gcovr valgrind" ;;
*) echo "usage: install.sh demo|check|dev" >&2; exit 2 ;;
esac

# The pages and the linter of the interface come from npm; a machine may have a node of its own.
command -v node >/dev/null 2>&1 || want="$want nodejs"
command -v npm >/dev/null 2>&1 || want="$want npm"
[ "$1" = demo ] || command -v chromium >/dev/null 2>&1 || want="$want chromium"
missing=
for p in $want; do
    case $(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null) in installed) ;; *) missing="$missing $p" ;; esac
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then as=
elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as=sudo
else
    echo "缺少软件包，且当前用户不能安装。请以 root 执行 / packages are missing and this user cannot install them; run as root:" >&2
    echo "apt-get update && apt-get install -y --no-install-recommends$missing" >&2
    exit 2
fi
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
apt() { $as env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1; }
need() { apt install -y --no-install-recommends "$@" || { tail -20 "$log" >&2; exit 1; }; }

echo "正在安装 / installing:$missing"
apt update || { tail -20 "$log" >&2; exit 1; }
case $missing in *postgresql-15*) # no cluster of the machine's own: the tests start a private one
    need postgresql-common
    conf=/etc/postgresql-common/createcluster.conf
    $as sed -i 's/^#* *create_main_cluster.*/create_main_cluster = false/' $conf
    grep -q '^create_main_cluster = false' $conf || echo 'create_main_cluster = false' | $as tee -a $conf >/dev/null ;;
esac
# shellcheck disable=SC2086
need $missing
