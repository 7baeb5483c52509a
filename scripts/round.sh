#!/usr/bin/env bash
# Carries a whole round of negotiation out in the window, as somebody who clicks and
# types: representatives, offer, answer, data, meeting, draft, a vote that fails and one
# that passes, signing, filing, review, publication, the union above, the year's report.
# Then it holds what the ledger says against what was typed, makes the dossier, and opens
# every document of it with LibreOffice. Pictures go to build/round.
#
#     scripts/round.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$(realpath "$1")
out=$(pwd)/build/round
ledger=$out/示范.ghtz
year=$(($(date +%Y) + 1)) # of the round; the demonstration has one for every year up to this one
was=$(date +%Y)           # when all of it happened: what is typed must be past, its last day is 11-20
[ "$(date +%Y%m%d)" -ge "${was}1120" ] || was=$((was - 1))
until=$((was + 1))
round='#5' # behind the four of the demonstration

. scripts/window.sh

# The left bar, which is darker under a dialog, and the mark of the page that is open in it.
free=ebeef2
marked=1d4f91

# saved waits for the dialog to be gone, a fact of the round to be in the ledger, and the
# page to stand still with it.
saved() {
	until_point 10 450 "$free" "$1: the dialog is still there"
	for _ in $(seq 100); do
		# The verb's own status is 1 where something is to be looked at.
		if { "$binary" negotiation show "$round" --ledger "$ledger" --json 2>/dev/null || true; } | grep -q "\"$2\": \"[^\"]"; then
			sleep 2
			picture "$out/$1.png"
			return
		fi
		sleep 0.3
	done
	echo "waited in vain: $1: $2 is not in the ledger" >&2
	exit 1
}
asked() {
	for _ in $(seq 600); do
		if [ "$(point 10 450)" != "$free" ]; then sleep 0.5; return; fi
		sleep 0.1
	done
	echo "waited in vain: $1: no dialog" >&2
	exit 1
}

# step NAME FACT VALUE... presses the button that marks the step at hand, and answers its
# dialog, which saves the fact among others.
step() {
	local name=$1 key=$2
	shift 2
	at 1030 121
	asked "$name"
	answer "$@"
	saved "$name" "$key"
}

walk() {
	start_window "$binary" window --ledger "$ledger"
	until_point 10 450 "$free" "the window"
	xdotool key --clearmodifiers alt+3
	until_point 1 180 "$marked" "集体协商"
	sleep 2
	at 773 71 # 新一轮
	asked 新一轮
	at 580 393 # 带入代表名单：是
	sleep 0.5
	at 765 462 # 新建
	saved 00-new year
	step 01-representatives announced "$was-03-06" "$was-03-02"
	step 02-offer received "$was-03-16" "$was-03-16" ""
	step 03-answer replied "$was-03-24"
	step 04-data supplied "$was-04-08" "$was-03-25" # and with it the meeting
	step 06-draft negotiated "$was-04-17"
	step 07-rejected congress "$was-04-24" 63 58 30 20 8 "" ""
	at 1030 121 # 登记重新表决
	asked 登记重新表决
	answer "$was-04-30" "" "$was-04-28" "" 58 40 15 3
	at 779 521
	saved 07-passed renegotiated
	step 08-signed signed "$was-04-30" "$was-05-01" "$until-04-30" "" 80000 5 2600 2260
	step 09-filed filed "$was-05-08" "$was-05-09" 5 "" ""
	step 10-effective effective "$was-05-25" "" ""
	step 11-published published "$was-05-27" board
	step 12-reported upper_reported "$was-05-28"
	at 1030 121 # 登记履约报告
	asked 登记履约报告
	answer "$was-11-20" "$was-10-15"
	at 715 422
	saved 13-performance performance
	stop_window
}

if [ "${2:-}" = walk ]; then
	walk
	exit
fi

rm -rf "$out"
mkdir -p "$out"
"$binary" demo "$ledger" >"$out/demo.log"
scripts/with-display.sh 1093x614 "$0" "$binary" walk

"$binary" negotiation show "$round" --ledger "$ledger" --json >"$out/round.json" || true # 1: something is to be looked at
python3 - "$out/round.json" "$was" "$until" <<'PY'
import json, sys
facts, was, until = json.load(open(sys.argv[1]))["facts"], sys.argv[2], sys.argv[3]
want = {"announced": "03-06", "reps_elected": "03-02", "offered": "03-16", "received": "03-16", "replied": "03-24", "meeting": "04-08",
        "supplied": "03-25", "negotiated": "04-17", "rejected": "04-24", "renegotiated": "04-28", "congress": "04-30", "signed": "04-30",
        "valid_from": "05-01", "filed": "05-08", "accepted": "05-09", "effective": "05-25", "published": "05-27", "upper_reported": "05-28",
        "performance": "11-20", "checked": "10-15"}
want = {k: was + "-" + v for k, v in want.items()}
want |= {"valid_to": until + "-04-30", "entitled": "63", "present": "58", "agreed": "40", "raise_percent": "5", "lowest_wage_fen": "260000", "filed_copies": "5"}
wrong = {k: (facts.get(k), v) for k, v in want.items() if facts.get(k) != v}
for k, (got, v) in wrong.items():
    print(f"{k}: {got!r}, typed {v!r}")
sys.exit(bool(wrong))
PY
"$binary" verify --ledger "$ledger"
"$binary" negotiation dossier "$round" --ledger "$ledger" --out "$out/dossier.pdf"
mkdir "$out/folder"
"$binary" negotiation dossier "$round" --ledger "$ledger" --to "$out/folder"
pdftoppm -r 50 -png "$out/dossier.pdf" "$out/page"
documents=("$out"/folder/*/*.docx)
soffice --headless --convert-to pdf --outdir "$out/office" "${documents[@]}" >"$out/office.log" 2>&1
made=("$out"/office/*.pdf)
[ "${#made[@]}" = "${#documents[@]}" ] || { echo "of ${#documents[@]} documents LibreOffice opened ${#made[@]}" >&2; exit 1; }
echo "the round stands as typed; ${#documents[@]} documents opened, $(pdfinfo "$out/dossier.pdf" | awk '/Pages/{print $2}') pages bound; pictures in build/round"
