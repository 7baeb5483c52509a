#!/usr/bin/env bash
# Tries the Windows program under Wine, as a clerk's PC would have it: the main job on
# the command line, whose workbooks are held cell by cell against those of the program
# for this system; the window with and without OpenGL, and where nothing draws; the
# installer and the portable zip. Pictures go to build/windows/screens.
#
#     scripts/windows/test.sh BINARY [STEP...]
#
# BINARY is the program for this system; BINARY.exe, build/opengl, the installer and the
# zip lie ready. Ends with 1 and a sentence at the first thing that is not as it should.
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=$(realpath "$1")
exe=$(realpath "$1.exe")
shift
export UNIONLEDGER_OPERATOR=王五 DISPLAY_FRAMES=yes
screens=$PWD/build/windows/screens
try=$PWD/build/windows/try
steps=(command window job software nothing installer portable office sizes)
[ $# -eq 0 ] || steps=("$@")

. scripts/windows/prefix.sh
mkdir -p "$screens" "$try"
make_prefix
trap 'wineserver -k 2>/dev/null || true' EXIT

# try_step STEP runs one; what it starts ends with 1 at the first thing that is wrong.
try_step() {
	case $1 in
	command) scripts/windows/try-command.sh "$binary" "$exe" ;;
	window | job) scripts/with-display.sh 1093x614 scripts/windows/try-window.sh "$1" "$binary" "$exe" ;;
	software | nothing) DISPLAY_WITHOUT=GLX scripts/with-display.sh 1093x614 scripts/windows/try-window.sh "$1" "$binary" "$exe" ;;
	installer) scripts/with-display.sh 1093x614 scripts/windows/try-package.sh installer "$binary" build/*-安装程序.exe ;;
	portable) scripts/with-display.sh 1093x614 scripts/windows/try-package.sh portable "$binary" build/*-便携版.zip ;;
	office) scripts/with-display.sh 1093x614 scripts/windows/try-office.sh "$binary" "$exe" ;;
	sizes) # the small screen at 100, 125, 150 and 200 %
		local size
		for size in 96:1093x614 120:1366x768 144:1640x921 192:2186x1228; do
			scripts/with-display.sh "${size#*:}" scripts/windows/try-window.sh size "$binary" "$exe" "${size%:*}" || return
		done
		;;
	*) fail "no step is called $1" ;;
	esac
}

# A window on a busy machine may draw later than anybody waits for: a step that failed is
# tried once more, and what fails twice is wrong.
for step in "${steps[@]}"; do
	echo "== $step"
	try_step "$step" || {
		echo "== $step once more"
		wineserver -k || true
		rm -rf "$WINEPREFIX"/drive_c/users/*/AppData/Local/unionledger/logs # that it was killed would be told
		try_step "$step"
	}
	wineserver -k || true
done
echo "the Windows program does its work under Wine; pictures in build/windows/screens"
