#!/usr/bin/env bash
# Shows the program at work: the window on a demonstration ledger where there is
# a display, else the main job on the command line.
#
#     scripts/run.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$1
demo=build/演示台账.ghtz

if ! scripts/has-display.sh; then
	exec scripts/main-job.sh "$binary"
fi
# What was tried out in the demonstration stays until make clean.
[ -e "$demo" ] || "$binary" demo "$demo"
exec "$binary" --ledger "$demo"
