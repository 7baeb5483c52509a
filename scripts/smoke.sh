#!/usr/bin/env bash
# The last look before a change is taken: the program as it is shipped does the
# main job, and its window opens with something drawn in it and closes again.
#
#     scripts/smoke.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$(realpath "$1")

if [ "${2:-}" != --in-display ]; then
	scripts/main-job.sh "$binary" >build/main-job.log 2>&1 || { cat build/main-job.log >&2; exit 1; }
	exec scripts/with-display.sh 1093x614 scripts/smoke.sh "$binary" --in-display
fi

. scripts/window.sh
ledger=$(mktemp -d)/演示台账.ghtz
trap 'rm -rf "$(dirname "$ledger")"' EXIT
"$binary" demo "$ledger" >/dev/null
start_window "$binary" --ledger "$ledger"
picture build/smoke.png
stop_window
echo "the window opens: build/smoke.png"
