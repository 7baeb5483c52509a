#!/usr/bin/env bash
# Takes a picture of every page, as a clerk's small screen and as a large one
# show it, with an empty ledger and with the demonstration's 326 members.
# Writes build/screens/LEDGER-SIZE-PAGE.png.
#
#     scripts/screenshots.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$(realpath "$1")
screens=build/screens

# tour goes through the pages of one ledger, on the display it is run on.
tour() {
	local ledger=$1 name=$2 page
	. scripts/window.sh
	start_window "$binary" --ledger "$ledger"
	for page in 1 2 3 4 5 6 7 8; do
		xdotool key --clearmodifiers "alt+$page"
		sleep 0.5
		picture "$screens/$name-$page.png"
		# Behind the last page the key does nothing and the picture is the same.
		if cmp -s "$screens/$name-$page.png" "$screens/$name-$((page - 1)).png"; then
			rm "$screens/$name-$page.png"
			break
		fi
	done
	if ! kill -0 "$program" 2>/dev/null; then
		echo "the program ended on the way:" >&2
		cat "$log" >&2
		return 1
	fi
	stop_window
}

if [ "${2:-}" = --tour ]; then
	tour "$3" "$4"
	exit
fi

rm -rf "$screens"
mkdir -p "$screens"
ledgers=$(mktemp -d)
trap 'rm -rf "$ledgers"' EXIT
"$binary" init "$ledgers/empty.ghtz" --enterprise 示例机械有限公司 --union 示例机械有限公司工会委员会 >/dev/null
"$binary" demo "$ledgers/326.ghtz" --members 326 >/dev/null
for size in 1093x614 1600x900; do
	for name in empty 326; do
		scripts/with-display.sh "$size" scripts/screenshots.sh "$binary" --tour "$ledgers/$name.ghtz" "$name-$size"
	done
done
echo "pictures are in $PWD/$screens:"
ls "$screens"
