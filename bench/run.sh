#!/usr/bin/env bash
# Times this program beside its peers, by turns, on a ledger with many members; and
# the scrolling of its grid beside the toolkit's own table, in a window of its own.
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
go build -buildvcs=false -tags migrated_fynedo,no_emoji -o build/bench/scroll ./bench/grid
rm -rf build/bench/members* "$roster"
"$binary" demo "$ledger" --members "${MEMBERS:-100000}"
"$binary" export member-2018 --ledger "$ledger" --to "$roster" >build/bench/export.log 2>&1 || [ $? -eq 1 ]
bench/interleave.py "$binary" build/bench/reader "$ledger" "$roster" "${ROUNDS:-5}"
scripts/with-display.sh 1280x800 build/bench/scroll 2>build/bench/scroll.log || { cat build/bench/scroll.log >&2; exit 1; }
echo "took $SECONDS seconds in all"
