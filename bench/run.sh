#!/usr/bin/env bash
# Times this program beside its peers, by turns, on a ledger with many members.
#
#     bench/run.sh BINARY
#
# MEMBERS (100000) and ROUNDS (5) in the environment say how many.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$(realpath "$1")
ledger=build/bench/members.ghtz
roster=build/bench/roster.xlsx

bench/setup.sh
go build -buildvcs=false -o build/bench/reader ./bench/read
rm -rf build/bench/members* "$roster"
"$binary" demo "$ledger" --members "${MEMBERS:-100000}"
"$binary" export member-2018 --ledger "$ledger" --to "$roster" >build/bench/export.log 2>&1 || [ $? -eq 1 ]
bench/interleave.py "$binary" build/bench/reader "$ledger" "$roster" "${ROUNDS:-5}"
