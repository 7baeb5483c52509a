#!/usr/bin/env bash
# The Windows program's window under Wine, on the display it is run on; called by
# test.sh.
#
#     scripts/windows/try-window.sh window|job|software|nothing|size BINARY EXE [DPI]
set -euo pipefail
cd "$(dirname "$0")/../.."
what=$1
binary=$2
exe=$3
. scripts/windows/prefix.sh
. scripts/windows/wine-window.sh
try=build/windows/try
mkdir -p "$try"
ledger=$PWD/$try/$what.ghtz

# demonstration makes the ledger the window is opened on.
demonstration() {
	rm -rf "$ledger"* "${ledger%.ghtz}-备份" # of an earlier trial
	"$binary" demo "$ledger" --members 60 >/dev/null
}

# typed X Y TEXT opens the settings, writes an address into the field of the unit that
# lies there and leaves it; that the ledger has it shows that clicks and keys arrive.
typed() {
	xdotool key --clearmodifiers alt+7
	sleep 1
	still "$screens/$what-settings.png"
	at "$1" "$2"
	xdotool key --clearmodifiers ctrl+a
	xdotool type --delay 60 "$3"
	sleep 2
	xdotool key Tab
	sleep 4
	import -window root "$screens/$what-typed.png"
}

# drawn_by says how the program remembers to have drawn: software is true or false.
drawn_by() {
	local note
	note=$(find "$WINEPREFIX/drive_c/users" -name opengl.json)
	[ -n "$note" ] || fail "the program has not noted how it draws"
	grep -q "\"software\": $1" "$note" || fail "the program drew otherwise than it should: $(cat "$note")"
	grep -q '"unshown": 0' "$note" || fail "the window is not noted as shown: $(cat "$note")"
}

window() {
	forget
	demonstration
	open_read "$exe" --ledger "$(windows_path "$ledger")"
	import -window root "$screens/$what.png"
	typed 330 400 "Wine 199000"
	close_window
	drawn_by "$1"
	"$binary" history --ledger "$ledger" >"$try/$what-history.txt"
	"$binary" verify --ledger "$ledger" >/dev/null
	grep -q "单位地址" "$try/$what-history.txt" || fail "what was typed did not reach the ledger; see $screens/$what-typed.png"
}

# job takes the clerk's way through the window: a roster is let go on it, imported by the
# wizard, a member changed in the grid, the form for the union above exported into a folder
# chosen in Windows' own dialog. The workbook is held against that of the program for this
# system, which has done the same on the command line.
job() {
	local out=$PWD/$try/job step
	rm -rf "$out"
	mkdir -p "$out/linux" "$out/windows"
	"$binary" demo "$out/source.ghtz" --members 20 >/dev/null
	"$binary" export member-2018 --ledger "$out/source.ghtz" --to "$out/roster.xlsx" >/dev/null 2>&1 || [ $? -eq 1 ]
	for step in linux windows; do
		"$binary" init "$out/$step.ghtz" --enterprise 示例机械有限公司 --union 示例机械有限公司工会委员会 >/dev/null
	done
	"$binary" import "$out/roster.xlsx" --ledger "$out/linux.ghtz" >/dev/null 2>&1 || [ $? -eq 1 ]
	"$binary" bulk --ledger "$out/linux.ghtz" --where 姓名=董国 --set 学历=初中 >/dev/null 2>&1 || [ $? -eq 1 ]
	"$binary" export member-2018 --ledger "$out/linux.ghtz" --to "$out/linux" >/dev/null 2>&1 || [ $? -eq 1 ]

	forget
	rm -rf "$WINEPREFIX"/drive_c/users/*/AppData/Local/unionledger/logs # a crash of an earlier trial would be told
	open_read "$exe" --ledger "$(windows_path "$out/windows.ghtz")"
	timeout 60 wine "$exe" "$(windows_path "$out/roster.xlsx")" || fail "handing over the roster ended with $?"
	sleep 1
	still "$screens/job-1.png"
	for step in 2 3 4; do # 对列, 预览, 导入
		at 1022 565
		still "$screens/job-$step.png"
	done
	xdotool key --clearmodifiers alt+1 alt+2
	sleep 1
	still "$screens/job-5.png"
	at 804 203 # 学历 of the first, from 高中 to the next word
	xdotool key --clearmodifiers F2
	sleep 1
	xdotool key --clearmodifiers Down
	xdotool key --clearmodifiers Return
	picture "$screens/job-6.png"
	xdotool key --clearmodifiers alt+6
	sleep 1
	still "$screens/job-7.png"
	at 567 89 # 仍要导出
	xdotool key --clearmodifiers Tab
	xdotool key --clearmodifiers Return
	sleep 3
	still "$screens/job-8.png"
	xdotool key --clearmodifiers ctrl+a
	xdotool type --delay 60 "$(windows_path "$out/windows")"
	xdotool key --clearmodifiers Return
	sleep 3
	still "$screens/job-9.png"
	xdotool key --clearmodifiers Escape
	sleep 1
	close_window
	"$binary" verify --ledger "$out/windows.ghtz" >/dev/null || fail "this system does not read the ledger that the window on Windows wrote"
	python3 scripts/windows/compare.py "$out/linux" "$out/windows" || fail "the window on Windows exports other than this system, see $screens/job-*.png"
	echo "a roster taken in, changed and exported in the window gives the same workbook"
}

nothing() {
	local alone=$try/alone status=0
	forget
	rm -rf "$alone"
	mkdir -p "$alone"
	cp "$exe" "$alone/unionledger.exe"
	wine "$alone/unionledger.exe" >"$try/nothing.txt" 2>&1 &
	program=$!
	local box=
	for _ in $(seq 120); do
		box=$(xdotool search --onlyvisible --name 工会台账 2>/dev/null | tail -n 1 || true)
		[ -z "$box" ] || break
		kill -0 "$program" 2>/dev/null || break
		sleep 0.5
	done
	[ -n "$box" ] || { cat "$try/nothing.txt" >&2; fail "no box says that nothing can be drawn"; }
	sleep 1
	picture "$screens/nothing.png"
	xdotool key Return
	wait "$program" || status=$?
	[ "$status" -ne 0 ] || fail "the program ends with 0 although it has shown no window"
	wine "$alone/unionledger.exe" profiles >"$try/nothing-profiles.txt" || fail "the command line does not work either"
	echo "a box says what to do, the program ends with $status, the command line works"
}

# size takes pictures at one of the scales of Windows' settings, in dots per inch.
size() {
	local dpi=$1
	demonstration
	"$binary" import scripts/windows/rare-names.csv --ledger "$ledger" >/dev/null || [ $? -eq 1 ]
	wine reg add 'HKCU\Control Panel\Desktop' /v LogPixels /t REG_DWORD /d "$dpi" /f >/dev/null
	wineserver -w
	open_window "$exe" --ledger "$(windows_path "$ledger")"
	sleep 2
	picture "$screens/dpi-$dpi-home.png"
	xdotool key --clearmodifiers alt+2
	sleep 2
	picture "$screens/dpi-$dpi-roster.png"
	xdotool key --clearmodifiers ctrl+k
	xdotool type --delay 60 1990000400 # whom the rare names belong to
	sleep 2
	picture "$screens/dpi-$dpi-rare.png"
	xdotool key Escape
	close_window
	wine reg add 'HKCU\Control Panel\Desktop' /v LogPixels /t REG_DWORD /d 96 /f >/dev/null
	echo "look at $screens/dpi-$dpi-*.png: no empty boxes, nothing cut off"
}

screens=$PWD/build/windows/screens
mkdir -p "$screens"
case $what in
window)
	window false
	echo "the window is drawn by OpenGL, clicks and keys arrive"
	;;
software)
	window true
	echo "without OpenGL the window is drawn by software, clicks and keys arrive"
	;;
job) job ;;
nothing) nothing ;;
size) size "$4" ;;
*) fail "window, job, software, nothing or size, not '$what'" ;;
esac
