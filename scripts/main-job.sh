#!/usr/bin/env bash
# The main job from end to end, without a window: a strange roster goes into a
# new ledger, a month's dues are billed, what is wrong is told, and the workbooks
# for the receivers are written.
#
#     scripts/main-job.sh BINARY [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$1
out=${2:-build/out}
ledger=$out/示例机械厂工会.ghtz
roster='testdata/samples/会员花名册(车间手工台账).xlsx'
month=2021-11
steps=0

# step says what is done, then does it, and shows the beginning and the end of a
# long answer. The program exits with 1 when it has found something to mend in the
# data: here that is an answer, not a failure.
step() {
	local title=$1 answer lines
	shift
	steps=$((steps + 1))
	answer=$out/步骤$steps-$1.txt
	printf '\n== %s\n' "$title"
	"$binary" "$@" >"$answer" 2>&1 || [ $? -eq 1 ] || { cat "$answer"; return 2; }
	lines=$(wc -l <"$answer")
	if [ "$lines" -le 10 ]; then
		cat "$answer"
	else
		head -n 6 "$answer"
		printf '    …… 共 %d 行，全文在 %s\n' "$lines" "$answer"
		tail -n 1 "$answer"
	fi
}

rm -rf "$out"
mkdir -p "$out"
step '演示台账：326 名会员' demo "$out/演示台账.ghtz" --members 326
step '新建台账' init "$ledger" --enterprise 示例机械有限公司 --union 示例机械有限公司工会委员会
step "导入车间手工花名册：$roster" import "$roster" --ledger "$ledger"
step '导入工资表：缴费基数按当月工资' import 'testdata/samples/2021年11月工资表.xlsx' --ledger "$ledger" --kind wages
step '导入历年协商台账' import 'testdata/samples/工资集体协商历年台账.xlsx' --ledger "$ledger" --kind negotiation
step "开具 $month 会费" bill "$month" --ledger "$ledger"
step '到期要办的事（按 2021-12-01 看）' due --ledger "$ledger" --on 2021-12-01
profiles=$("$binary" profiles | awk '{ print $1 }')
for profile in $profiles; do
	step "上报前体检：$profile" check "$profile" --ledger "$ledger"
	step "导出：$profile" export "$profile" --ledger "$ledger" --to "$out"
done
printf '\n== 核对台账\n'
"$binary" verify --ledger "$ledger"

# An export that was refused is an answer above, but no end of the job.
made=$(find "$out" -name '*.xlsx' -size +0 | wc -l)
if [ "$made" -ne "$(wc -w <<<"$profiles")" ]; then
	echo "只导出了 $made 个工作簿，见上面的说明。" >&2
	exit 1
fi
printf '\n完成。导出的工作簿在 %s：\n' "$(realpath "$out")"
find "$out" -name '*.xlsx' -printf '  %f\n' | sort
