#!/usr/bin/env bash
# The installer and the portable zip under Wine, on the display it is run on; called by
# test.sh.
#
#     scripts/windows/try-package.sh installer|portable BINARY PACKAGE
set -euo pipefail
cd "$(dirname "$0")/../.."
what=$1
binary=$2
package=$(realpath "$3")
. scripts/windows/prefix.sh
. scripts/windows/wine-window.sh
screens=$PWD/build/windows/screens
user=$WINEPREFIX/drive_c/users/$(id -un)
[ -d "$user" ] || fail "Wine has no folder for the user in $WINEPREFIX/drive_c/users"

# registered KEY gives the standard value of a key of the user's registry.
registered() { wine reg query "HKCU\\$1" /ve 2>/dev/null | tr -d '\r' | sed -n 's/.*REG_SZ *//p'; }

installer() {
	local place=$user/AppData/Local/Programs/UnionLedger ledger=$HOME/Documents/安装试用.ghtz status=0
	rm -rf "$place"
	wine "$package" /S || fail "the installer ends with $?"
	[ -s "$place/unionledger.exe" ] && [ -s "$place/opengl/opengl32.dll" ] && [ -s "$place/licences/THIRD_PARTY.md" ] || fail "not everything was installed into $place"
	[ "$(registered 'Software\Classes\.ghtz')" = cn.unionledger.ledger ] || fail "ledgers do not belong to the program"
	registered 'Software\Classes\cn.unionledger.ledger\shell\open\command' | grep -q 'unionledger.exe" "%1"' || fail "a double click on a ledger opens something else"
	local links
	links=$(find "$user" "$HOME" -name '*.lnk' | sed 's|.*/||' | sort | tr '\n' ' ')
	for link in 工会台账.lnk 兼容模式启动.lnk 卸载工会台账.lnk; do [[ $links == *$link* ]] || fail "no $link, only $links"; done
	[ -e "$HOME/Desktop/工会台账.lnk" ] || fail "no shortcut on the desktop"

	# As a double click does it: Windows starts what belongs to the ledger.
	forget
	rm -rf "$ledger"* "${ledger%.ghtz}-备份"
	"$binary" demo "$ledger" --members 20 >/dev/null
	open_window "$place/unionledger.exe" "$(windows_path "$ledger")"
	picture "$screens/installed.png"
	wine "$package" /S || status=$?
	[ "$status" -eq 2 ] || fail "installed over the running program: status $status"
	status=0
	wine "$place/uninstall.exe" /S "_?=$(windows_path "$place")" || status=$?
	[ "$status" -eq 2 ] && [ -s "$place/unionledger.exe" ] || fail "uninstalled while running: status $status"
	close_window

	printf 'something of the clerk' >"$place/我的笔记.txt"
	local passing=$user/AppData/Local/unionledger/passing
	mkdir -p "$passing/print"
	printf 'somebody' >"$passing/print/会员登记表.pdf"
	wine "$package" /S || fail "installing over the same version ends with $?"
	wine "$place/uninstall.exe" /S || fail "the uninstaller ends with $?"
	for _ in $(seq 100); do # a copy of it goes on, so that it can go itself
		[ -e "$place/uninstall.exe" ] || break
		sleep 0.2
	done
	[ ! -e "$place/unionledger.exe" ] && [ ! -e "$place/opengl" ] && [ ! -e "$place/uninstall.exe" ] || fail "the uninstaller left the program"
	[ ! -e "$passing" ] || fail "the uninstaller left copies that name people"
	[ -s "$place/我的笔记.txt" ] || fail "the uninstaller took away what it had not brought"
	"$binary" verify --ledger "$ledger" >/dev/null || fail "the ledger did not outlive the uninstaller"
	[ -n "$(find "$user" -name notes.json)" ] || fail "the settings did not outlive the uninstaller"
	[ -z "$(registered 'Software\Classes\.ghtz')" ] && [ ! -e "$HOME/Desktop/工会台账.lnk" ] || fail "the uninstaller left shortcuts or the file type"
	rm -rf "$place"
	echo "installs, refuses while running, installs over itself, uninstalls and leaves ledgers and settings"
}

# elsewhere lists what lies in the user's folders, but for what an uninstaller copies
# there to go on from and takes away when it comes to it.
elsewhere() { find "$user" "$HOME" -type f ! -path '*/Temp/~nsu*' | sort; }

portable() {
	local stick=$PWD/build/windows/try/U盘 before
	rm -rf "$stick"
	mkdir -p "$stick"
	python3 -m zipfile -e "$package" "$stick"
	local place=$stick/工会台账
	[ -s "$place/portable.txt" ] && [ -s "$place/opengl/opengl32.dll" ] || fail "not everything is in the zip"
	forget
	before=$(elsewhere)
	wine "$place/unionledger.exe" demo "$(windows_path "$place/示范.ghtz")" --members 20 >/dev/null
	open_window "$place/unionledger.exe" --ledger "$(windows_path "$place/示范.ghtz")"
	sleep 2
	picture "$screens/portable.png"
	close_window
	[ -n "$(find "$place" -name notes.json)" ] || fail "the settings are not beside the program"
	[ -n "$(find "$place" -name opengl.json)" ] || fail "what was found out about OpenGL is not beside the program"
	diff <(echo "$before") <(elsewhere) || fail "the portable program wrote elsewhere, see above"
	echo "the zip runs where it was unpacked and writes nothing elsewhere"
}

case $what in
installer | portable) $what ;;
*) fail "installer or portable, not '$what'" ;;
esac
