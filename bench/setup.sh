#!/usr/bin/env bash
# Installs what the peers are made of, and builds those written in C into
# build/bench.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh gcc libsqlite3-dev libxlsxwriter-dev python3-openpyxl sqlite3 xvfb openbox
mkdir -p build/bench
flags=(-O2 -Wall -Wextra -Werror -std=c11 -D_POSIX_C_SOURCE=200809L -Ibench/peers)
gcc "${flags[@]}" bench/peers/export.c -o build/bench/export -lsqlite3 -lxlsxwriter
gcc "${flags[@]}" bench/peers/bill.c -o build/bench/bill -lsqlite3
gcc "${flags[@]}" bench/peers/read.c -o build/bench/read -lsqlite3
