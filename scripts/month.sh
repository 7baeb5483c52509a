#!/usr/bin/env bash
# Carries a month of dues out in the window, as somebody who clicks and types: the bill
# looked at and posted, a group that pays in cash (a total that does not agree is refused
# first), a wage sheet with things wrong in it, one payer's receipt printed and another
# one voided, who is in arrears with their slips, the dues entered in the account, a
# voucher, and the month closed in both books. Then it holds what the ledger says on the
# command line against what was typed. Pictures go to build/month.
#
#     scripts/month.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/window.sh
binary=$(realpath "$1")
out=$(pwd)/build/month
ledger=$out/示范.ghtz
month=$(date +%Y-%m) # the demonstration is billed up to the month before
group=机加一小组

# says asks the ledger on the command line, also while the window has it open.
says() { "$binary" "$@" --ledger "$ledger" --json; }

# owed is what the group owes in yuan, this month and before, without the first on its list.
owed() { says collect --group "$group" --dry-run | python3 -c 'import json, sys; print("%.2f" % (sum(p["owing_fen"] for p in json.load(sys.stdin)[1:]) / 100))'; }

# retype replaces what stands in the field clicked at.
retype() { at "$1" "$2"; xdotool key --clearmodifiers ctrl+a; xdotool type --delay 15 "$3"; sleep 0.3; }

# file answers the question for a file.
file() { xdotool key --clearmodifiers ctrl+a; answer "$1"; sleep 2; }

walk() {
	start_window "$binary" window --ledger "$ledger"
	xdotool key --clearmodifiers alt+4
	sleep 2
	picture "$out/00-year.png"
	at 1008 68 # 本月开账
	sleep 1.5
	picture "$out/01-preview.png"
	at 1004 154 # 开账
	sleep 2
	picture "$out/02-billed.png"
	collect
	receipts
	at 411 112 # 欠缴
	sleep 1.5
	picture "$out/07-arrears.png"
	at 1024 154 # 催缴单
	file "$out/slips.pdf"
	account
	close_months
	stop_window
}

# collect takes the group's cash but for the first on the list, and the wage sheet.
collect() {
	at 327 112 # 收缴
	sleep 1
	at 166 154 # 小组
	answer jijiayi
	at 823 154 # 全部勾上
	at 96 223  # the first one has not paid
	local total
	total=$(owed)
	echo "$total" >"$out/cash"
	retype 760 561 1.00
	at 1037 561 # 入账
	picture "$out/03-refused.png"
	xdotool key --clearmodifiers Return
	retype 760 561 "$total"
	at 1037 561
	sleep 1.5
	picture "$out/04-group.png"
	wages
	at 1013 154 # 按工资表收
	file "$out/wages.csv"
	picture "$out/05-wages.png"
	retype 760 561 "$(cat "$out/control")"
	at 1037 561
	sleep 2
	picture "$out/05-entered.png"
}

# wages makes the sheet finance would send: what everybody still owes for the month, but
# somebody 10 yuan too much, somebody not at all, a decimal point slipped, a line twice,
# and a stranger.
wages() {
	says members >"$out/members.json"
	says collect "$month" --dry-run >"$out/owing.json"
	python3 - "$out" "$month" <<'PY'
import csv, json, sys
out, month = sys.argv[1:]
people = {m["id"]: m for m in json.load(open(out + "/members.json"))}
rows = [[people[p["member"]], p["owing_fen"]] for p in json.load(open(out + "/owing.json"))]
right = sum(fen for _, fen in rows)
more, none, slipped, twice = rows[3], rows[4], rows[5], rows[6]
taken = right - none[1] - slipped[1] - twice[1] + 1000
people_paid = len(rows) - 3
more[1] += 1000
none[1] = 0
slipped[1] *= 100
rows += [list(twice), [{"name": "外来人", "id_number": "330101199001010012", "department": "营销小组"}, 2500]]
control = sum(fen for _, fen in rows)
with open(out + "/wages.csv", "w", newline="", encoding="gb18030") as f:
    w = csv.writer(f)
    w.writerow([f"{month[:4]}年{int(month[5:])}月工资表"])
    w.writerow(["姓名", "身份证号", "部门", "基本工资", "代扣会费"])
    w.writerows([m["name"], m["id_number"], m["department"], (m.get("dues_base_fen") or 0) / 100, fen / 100] for m, fen in rows)
    w.writerow(["合计", "", "", "", control / 100])
open(out + "/control", "w").write("%.2f" % (control / 100))
json.dump({"taken": taken, "people": people_paid, "advance": more[0]["id"], "unpaid": [none[0]["id"], slipped[0]["id"], twice[0]["id"]]}, open(out + "/wages.json", "w"))
PY
}

# receipts prints the newest of the group's receipts and voids the one before it.
receipts() {
	at 369 112 # 收据
	sleep 1.5
	picture "$out/06-receipts.png"
	at 96 251 # the wage sheet's receipt stands above the group's
	at 1023 154
	file "$out/receipt.pdf"
	at 96 279
	at 849 154 # 作废
	sleep 0.5
	paste 收重了
	picture "$out/06-void.png"
	at 733 377 # Enter would rest on 取消
	sleep 1.5
	picture "$out/06-voided.png"
}

# account enters the dues collected and a voucher.
account() {
	xdotool key --clearmodifiers alt+5
	sleep 2
	picture "$out/08-account.png"
	at 1033 152 # 会费入账
	picture "$out/08-dues.png"
	answer "" "" "" ""
	at 1033 68 # 记支出
	answer 358 "" 50102 "" kucun ""
	paste 冬至包饺子
	picture "$out/09-voucher.png"
	answer "" "" ""
	sleep 1
	picture "$out/09-entered.png"
}

close_months() {
	at 470 112 # 结账
	sleep 1.5
	at 200 $((195 + 28 * 10#${month#*-})) # the month
	at 110 154                          # 结账
	picture "$out/10-closing.png"
	xdotool key --clearmodifiers Return
	sleep 1.5
	picture "$out/10-closed.png"
	xdotool key --clearmodifiers alt+4
	sleep 1.5
	at 162 112 # 开账
	sleep 1.5
	at 976 154 # 结账
	picture "$out/11-dues-closing.png"
	xdotool key --clearmodifiers Return
	sleep 1.5
	at 104 112 # 全年一览
	sleep 1.5
	picture "$out/12-year.png"
}

if [ "${2:-}" = walk ]; then
	walk
	exit
fi

rm -rf "$out"
mkdir -p "$out/bin"
printf '#!/bin/sh\nexit 0\n' >"$out/bin/xdg-open" # what is printed is looked at below, not opened
chmod +x "$out/bin/xdg-open"
export PATH=$out/bin:$PATH
"$binary" demo "$ledger" >"$out/demo.log"
scripts/with-display.sh 1093x614 "$0" "$binary" walk

"$binary" verify --ledger "$ledger"
says dues summary "$month" >"$out/summary.json"
says batches --limit 2 >"$out/batches.json"
says receipts >"$out/receipts.json"
says arrears >"$out/arrears.json" || true
says refund >"$out/held.json"
says close-dues >"$out/closings.json"
says fund journal --year "$(date +%Y)" >"$out/journal.json"
says fund dues --year "$(date +%Y)" >"$out/fund-dues.json" || true # 1: something is to be looked at
python3 - "$out" "$month" <<'PY'
import json, sys
out, month = sys.argv[1:]
read = lambda name: json.load(open(f"{out}/{name}.json"))
wrong = []
def same(what, says, typed):
    if says != typed:
        wrong.append(f"{what}: the ledger says {says!r}, typed {typed!r}")
sheet, cash, (wages, group) = read("wages"), round(float(open(out + "/cash").read()) * 100), read("batches")
same("cash of the group", group["taken_fen"], cash)
same("wage sheet", (wages["members"], wages["taken_fen"]), (sheet["people"], sheet["taken"]))
receipts = read("receipts")["receipts"]
same("numbers of receipts", [r["number"] for r in receipts], list(range(len(receipts), 0, -1)))
voided = [r for r in receipts if r.get("voided_on")]
same("voided receipts", [r.get("void_reason") for r in voided], ["收重了"])
back = sum(r["amount_fen"] for r in voided)
same("cash that stands", group["stands_fen"], cash - back)
same("held in advance", [h["member"] for h in read("held")["held"]], [sheet["advance"]])
debtors = {d["member"]: d for d in read("arrears")["debtors"]}
same("who owes the month", sorted(id for id, d in debtors.items() if d["months"]), sorted(sheet["unpaid"] + [r["member"] for r in voided]))
same("closed", [c["month"] for c in read("closings") if not c.get("reopened_on")], [month])
same("dues in the account", [[m["posted_cash_fen"], m["posted_bank_fen"], m["closed"]] for m in read("fund-dues") if m["month"] == month], [[cash - back, sheet["taken"], True]])
summary = read("summary")
same("due less paid", summary["due_fen"] - summary["paid_fen"], summary["owing_fen"])
last = read("journal")[-1]
same("voucher", (last["words"], sum(e["debit_fen"] for e in last["entries"])), ("冬至包饺子", 35800))
for line in wrong:
    print(line, file=sys.stderr)
sys.exit(bool(wrong))
PY
for made in receipt slips; do
	pdftoppm -r 60 -png "$out/$made.pdf" "$out/paper-$made"
done
echo "the month stands as typed; pictures in build/month"
