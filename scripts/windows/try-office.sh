#!/usr/bin/env bash
# What an office PC asks of the Windows program beside the main job, under Wine, on the
# display it is run on; called by test.sh.
#
#     scripts/windows/try-office.sh BINARY EXE
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=$1
exe=$2
. scripts/windows/prefix.sh
. scripts/windows/wine-window.sh
screens=$PWD/build/windows/screens
try=$PWD/build/windows/try/office
user=$WINEPREFIX/drive_c/users/$(id -un)
notes=$user/AppData/Roaming/unionledger/notes.json
rm -rf "$try" "$logs"
mkdir -p "$try" "$screens" "$logs"
"$binary" demo "$try/甲.ghtz" --members 60 >/dev/null
for part in hold:-municode caret:; do
	x86_64-w64-mingw32-gcc -Wall -O1 ${part#*:} -o "$WINEPREFIX/${part%:*}.exe" "scripts/windows/${part%:*}.c"
done

# opened NAME reports whether the window has opened a ledger whose path ends so.
opened() { [ -e "$notes" ] && grep -qF "$1\"" "$notes"; }

# open_on FILE opens the window on a ledger by its bare path, as a double click does.
open_on() {
	local before
	before=$(read_pages)
	forget
	open_window "$exe" "$(windows_path "$1")"
	within 60 opened "${1##*/}" || { picture "$screens/not-opened.png"; fail "the window does not open $1, see $screens/not-opened.png"; }
	within 60 read_more "$before" || fail "the first page of $1 is not read"
	sleep 1
}

# in_front reports whether the program's red sign is what is seen at its place.
in_front() { [[ $(point 18 34) =~ ^[a-d].[1-3].[1-3].$ ]]; }

# second_start FILE is a double click while the window is open.
second_start() {
	timeout 60 wine "$exe" "$(windows_path "$1")" || fail "the second start on $1 ended with $?"
}

two_starts() {
	"$binary" demo "$try/乙.ghtz" --members 20 >/dev/null
	"$binary" members --ledger "$try/乙.ghtz" --out "$try/名册.xlsx" >/dev/null
	open_on "$try/甲.ghtz"
	within 20 in_front || fail "the sign of the program is not where it should be"
	wine notepad >/dev/null 2>&1 &
	local other=$!
	within 30 covered || fail "nothing lies before the window"
	second_start "$try/乙.ghtz"
	within 30 opened 乙.ghtz || fail "the second start did not hand its ledger over"
	within 20 in_front || fail "the second start did not bring the window to the front"
	kill -0 "$program" || fail "the first window is gone"
	wine taskkill /f /im notepad.exe >/dev/null 2>&1
	wait "$other" || true
	second_start "$try/名册.xlsx"
	sleep 3
	picture "$screens/office-handed.png"

	local first=$program
	kill -STOP "$first" # it hangs
	open_on "$try/甲.ghtz"
	close_window
	kill -9 "$first" # by the task manager
	wait "$first" 2>/dev/null || true
	open_on "$try/甲.ghtz"
	close_window
	[ -s "$logs/unionledger.log" ] || fail "no log in $logs"
	echo "a second start hands over its ledger or sheet and brings the window to the front; one that hangs or was killed keeps nobody out"
}
covered() { ! in_front; }

# caret asks as an input method does and sets x, y, height of the answer and left, top,
# right, bottom of the field.
caret() {
	local said
	said=$(wine "$WINEPREFIX/caret.exe" | tr -d '\r') || fail "the input method is told: $said"
	read -r _ x y height _ left top right bottom _ cx cy ch <<<"$said"
	[ "$x $y $height" = "$cx $cy $ch" ] || fail "answer and system caret differ: $said"
	((left <= x && x <= right && top <= y && y + height <= bottom)) || fail "the caret is not in its field: $said"
}

input_method() {
	open_on "$try/甲.ghtz"
	xdotool key --clearmodifiers alt+7
	sleep 4
	at 330 400 # the address of the unit
	xdotool key --clearmodifiers ctrl+a
	xdotool type --delay 60 ab
	sleep 1
	caret
	((left < 330 && 330 < right && top < 400 && 400 < bottom)) || fail "the field that was clicked is not the one that is answered"
	local before=$x
	xdotool type --delay 60 1234567890
	sleep 1
	caret
	((x > before + 50)) || fail "the caret does not follow what is typed: $before, then $x"
	xdotool key Home
	sleep 1
	caret
	((x < before)) || fail "the caret does not follow Home: $before, then $x"
	local line=$y
	xdotool key Tab
	sleep 2
	caret
	((y > line)) || fail "the caret does not follow the keyboard to the next field: $line, then $y"
	picture "$screens/office-caret.png"
	close_window
	echo "the input method is told the caret, which follows typing, Home and Tab"
}

# export_to FILE exports the roster of 甲 in Windows.
export_to() { wine "$exe" export member-2018 --ledger "$(windows_path "$try/甲.ghtz")" --to "$(windows_path "$1")"; }

held_file() {
	local target=$try/报表.xlsx status=0 holder
	export_to "$target" >/dev/null || [ $? -eq 1 ]
	printf 'the report of the last time' >"$target"
	for time in 1000 10000; do
		wine "$WINEPREFIX/hold.exe" "$(windows_path "$target")" "$time" >"$try/hold.txt" 2>&1 &
		holder=$!
		within 30 grep -qs held "$try/hold.txt" || fail "the file is not held"
		export_to "$target" >"$try/held-$time.txt" 2>&1 || status=$?
		wait "$holder"
		if [ "$time" = 1000 ]; then
			[ "$(head -c 2 "$target")" = PK ] || fail "a file held for a second was not waited for: $(cat "$try/held-$time.txt")"
			printf 'the report of the last time' >"$target"
		fi
	done
	grep -q '报表.xlsx.*别的程序.*打开着' "$try/held-10000.txt" || fail "who holds the file is not said: $(cat "$try/held-10000.txt")"
	[ "$status" -ne 0 ] && [ "$(cat "$target")" = 'the report of the last time' ] || fail "a held file was touched, status $status"
	[ -z "$(find "$try" -name '.~*')" ] || fail "a passing file was left"
	echo "a file held for a second is waited for, for ten it is named and left alone"
}

long_paths() {
	local folder=$try name least
	for least in 205 275; do # below and above the 260 signs of old
		while name=$(windows_path "$folder/长路径.ghtz") && [ "${#name}" -lt "$least" ]; do
			folder=$folder/基层工会委员会二零二六年度会员信息采集和上报材料归档
		done
		mkdir -p "$folder"
		wine "$exe" demo "$name" --members 20 >/dev/null || fail "no ledger under a path of ${#name} signs"
		wine "$exe" export member-2018 --ledger "$name" --to "$(windows_path "$folder/名册.xlsx")" >"$try/long.txt" 2>&1 || [ $? -eq 1 ]
		[ "$(head -c 2 "$folder/名册.xlsx")" = PK ] || fail "no export under a path of ${#name} signs: $(cat "$try/long.txt")"
		wine "$exe" verify --ledger "$name" >/dev/null || fail "the ledger under a path of ${#name} signs does not hold"
	done
	open_on "$folder/长路径.ghtz"
	picture "$screens/office-long.png"
	close_window
	echo "ledgers and exports under paths of up to ${#name} signs"
}

after_crash() {
	printf '0.1.0 go1.26 windows/amd64\n\npanic: string\nroster.(*view).Show show.go:88\n' >"$logs/crash-20260101-080000.new.txt"
	open_on "$try/甲.ghtz"
	sleep 2
	picture "$screens/office-crash.png"
	xdotool key Escape
	within 20 test -e "$logs/crash-20260101-080000.txt" || fail "that it was told of the crash is not noted, see $screens/office-crash.png"
	close_window
	wine "$exe" diagnose --ledger "$(windows_path "$try/甲.ghtz")" --out "$(windows_path "$try/诊断包.zip")" >/dev/null || fail "no 诊断包"
	"$binary" members --ledger "$try/甲.ghtz" --json >"$try/members.json"
	python3 - "$try/诊断包.zip" "$try/members.json" <<-'PY' || fail "the 诊断包 is not as it should be"
		import json, sys, zipfile
		pack = zipfile.ZipFile(sys.argv[1])
		text = "".join(pack.read(n).decode("utf-8") for n in pack.namelist())
		private = [m[k] for m in json.load(open(sys.argv[2])) for k in ("name", "id_number", "phone") if m[k]]
		told = [p for p in private + ["office", "甲.ghtz", "云栎"] if p in text]
		names = pack.namelist()
		if told or "unionledger.log" not in names or "crash-20260101-080000.txt" not in names or len(private) < 60:
		    sys.exit(f"told {told}, of {len(private)}; holds {names}")
	PY
	echo "a crash is told at the next start; the 诊断包 has log and report and nobody's name, number or path"
}

upgraded() {
	python3 scripts/windows/old-ledger.py 16 "$try/旧台账.ghtz"
	open_on "$try/旧台账.ghtz"
	sleep 2
	picture "$screens/office-upgraded.png"
	[ -n "$(find "$try" -path '*旧台账*升级前*')" ] || fail "no backup before the upgrade"
	xdotool key Escape
	close_window
	"$binary" verify --ledger "$try/旧台账.ghtz" >/dev/null || fail "the upgraded ledger does not hold"
	echo "a ledger of an older version is backed up and upgraded"
}

for what in ${OFFICE:-two_starts input_method held_file long_paths after_crash upgraded}; do
	$what
done
