#!/usr/bin/env bash
# The Windows program's window under Wine, on the display it is run on; called by
# test.sh.
#
#     scripts/windows/try-window.sh window|software|nothing|size BINARY EXE [DPI]
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
	rm -f "$ledger"*
	"$binary" demo "$ledger" --members 60 >/dev/null
}

# typed X Y TEXT opens the settings, writes an address into the field of the unit that
# lies there and leaves it; that the ledger has it shows that clicks and keys arrive.
typed() {
	xdotool key --clearmodifiers alt+7
	sleep 2
	picture "$screens/$what-settings.png"
	at "$1" "$2"
	xdotool key --clearmodifiers ctrl+a
	xdotool type --delay 60 "$3"
	xdotool key Tab
	sleep 2
	picture "$screens/$what-typed.png"
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
	open_window "$exe" --ledger "$(windows_path "$ledger")"
	sleep 3
	picture "$screens/$what.png"
	typed 330 403 "Wine 199000"
	close_window
	drawn_by "$1"
	"$binary" history --ledger "$ledger" >"$try/$what-history.txt"
	"$binary" verify --ledger "$ledger" >/dev/null
	grep -q "单位地址" "$try/$what-history.txt" || fail "what was typed did not reach the ledger; see $screens/$what-typed.png"
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
nothing) nothing ;;
size) size "$4" ;;
*) fail "window, software, nothing or size, not '$what'" ;;
esac
