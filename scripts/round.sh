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
year=$(($(date +%Y) + 1)) # the demonstration has a round for every year up to this one
was=$((year - 1))

. scripts/window.sh

# step presses the button that marks the step at hand, and answers its dialog.
step() {
	local name=$1
	shift
	at 1030 121
	answer "$@"
	import -window root "$out/$name.png"
}

walk() {
	start_window "$binary" window --ledger "$ledger"
	xdotool key --clearmodifiers alt+3
	sleep 1
	at 773 71  # 新一轮
	at 580 393 # 带入代表名单：是
	at 765 462 # 新建
	sleep 0.6
	step 01-representatives "$was-03-06" "$was-03-02"
	step 02-offer "$was-03-16" "$was-03-16" ""
	step 03-answer "$was-03-24"
	step 04-data "$was-04-08" "$was-03-25" # and with it the meeting
	step 06-draft "$was-04-17"
	step 07-rejected "$was-04-24" 63 58 30 20 8 "" ""
	at 1030 121 # 登记重新表决
	answer "$was-04-30" "" "$was-04-28" "" 58 40 15 3
	at 779 521
	import -window root "$out/07-passed.png"
	step 08-signed "$was-04-30" "$was-05-01" "$year-04-30" "" 80000 5 2600 2260
	step 09-filed "$was-05-08" "$was-05-09" 5 "" ""
	step 10-effective "$was-05-25" "" ""
	step 11-published "$was-05-27" board
	step 12-reported "$was-05-28"
	at 1030 121 # 登记履约报告
	answer "$was-11-20" "$was-10-15"
	at 715 422
	sleep 0.8
	import -window root "$out/13-performance.png"
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

"$binary" negotiation show "$year" --ledger "$ledger" --json >"$out/round.json" || true # 1: something is to be looked at
python3 - "$out/round.json" "$was" "$year" <<'PY'
import json, sys
facts, was, year = json.load(open(sys.argv[1]))["facts"], sys.argv[2], sys.argv[3]
want = {"announced": "03-06", "reps_elected": "03-02", "offered": "03-16", "received": "03-16", "replied": "03-24", "meeting": "04-08",
        "supplied": "03-25", "negotiated": "04-17", "rejected": "04-24", "renegotiated": "04-28", "congress": "04-30", "signed": "04-30",
        "valid_from": "05-01", "filed": "05-08", "accepted": "05-09", "effective": "05-25", "published": "05-27", "upper_reported": "05-28",
        "performance": "11-20", "checked": "10-15"}
want = {k: was + "-" + v for k, v in want.items()}
want |= {"valid_to": year + "-04-30", "entitled": "63", "present": "58", "agreed": "40", "raise_percent": "5", "lowest_wage_fen": "260000", "filed_copies": "5"}
wrong = {k: (facts.get(k), v) for k, v in want.items() if facts.get(k) != v}
for k, (got, v) in wrong.items():
    print(f"{k}: {got!r}, typed {v!r}")
sys.exit(bool(wrong))
PY
"$binary" verify --ledger "$ledger"
"$binary" negotiation dossier "$year" --ledger "$ledger" --out "$out/dossier.pdf"
mkdir "$out/folder"
"$binary" negotiation dossier "$year" --ledger "$ledger" --to "$out/folder"
pdftoppm -r 50 -png "$out/dossier.pdf" "$out/page"
documents=("$out"/folder/*/*.docx)
soffice --headless --convert-to pdf --outdir "$out/office" "${documents[@]}" >"$out/office.log" 2>&1
made=("$out"/office/*.pdf)
[ "${#made[@]}" = "${#documents[@]}" ] || { echo "of ${#documents[@]} documents LibreOffice opened ${#made[@]}" >&2; exit 1; }
echo "the round stands as typed; ${#documents[@]} documents opened, $(pdfinfo "$out/dossier.pdf" | awk '/Pages/{print $2}') pages bound; pictures in build/round"
