#!/usr/bin/env bash
# The Windows program on the command line, under Wine; called by test.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=$1
. scripts/windows/prefix.sh
export EXE=$2
try=build/windows/try
runner=$PWD/$try/unionledger
mkdir -p "$try"
printf '#!/bin/sh\nexec wine "$EXE" "$@"\n' >"$runner"
chmod +x "$runner"

# The main job, then a change to the roster and its export once more, by both programs.
job() {
	local program=$1 out=$2 ledger=$2/示例机械厂工会.ghtz
	scripts/main-job.sh "$program" "$out" >"$out.log" 2>&1 || { tail -n 20 "$out.log" >&2; fail "the main job by $program, see $out.log"; }
	"$program" bulk --ledger "$ledger" --where 性别=女 --set 学历=大专 >>"$out.log" 2>&1 || [ $? -eq 1 ] || { tail -n 5 "$out.log" >&2; fail "changing the roster by $program"; }
	mkdir -p "$out/changed"
	"$program" export member-2018 --ledger "$ledger" --to "$out/changed" >>"$out.log" 2>&1 || [ $? -eq 1 ] || fail "the export after the change, see $out.log"
	"$program" verify --ledger "$ledger" >>"$out.log" 2>&1 || fail "the ledger of $program does not hold, see $out.log"
}
job "$binary" "$try/linux"
job "$runner" "$try/windows"
python3 scripts/windows/compare.py "$try/linux" "$try/windows"
"$binary" verify --ledger "$try/windows/示例机械厂工会.ghtz" >/dev/null || fail "this system does not read the ledger that Windows wrote"

# Output that goes to a file and the exit status, from a command line of Windows.
(cd "$try" && cp "$EXE" unionledger.exe &&
	printf '@echo off\r\nunionledger.exe profiles >said.txt\r\necho %%errorlevel%% >status.txt\r\nunionledger.exe nonsense 2>wrong.txt\r\necho %%errorlevel%% >>status.txt\r\nexit /b 0\r\n' >try.bat &&
	in_windows cmd /c try.bat >/dev/null)
"$binary" profiles | diff - <(tr -d '\r' <"$try/said.txt") || fail "profiles prints other words on Windows"
grep -q 不认识 "$try/wrong.txt" || fail "a misspelt verb is not told on Windows"
[ "$(tr -d ' \r\n' <"$try/status.txt")" = 02 ] || fail "exit statuses on Windows are $(tr '\r\n' '  ' <"$try/status.txt"), not 0 and 2"
echo "the command line does the same on Windows; redirected output and exit statuses arrive"
