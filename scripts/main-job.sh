#!/usr/bin/env bash
# The main job from end to end, without a window: a strange roster goes into a
# new ledger, a month's dues are billed, what is wrong is told, and the workbooks
# for the receivers are written.
#
#     scripts/main-job.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$1
out=build/out
ledger=$out/示例机械厂工会.ghtz
roster='testdata/samples/会员花名册(车间手工台账).xlsx'
month=2021-11

# step says what is done, then does it. The program exits with 1 when it has
# found something to mend in the data: here that is an answer, not a failure.
step() {
	printf '\n== %s\n' "$1"
	shift
	"$binary" "$@" || [ $? -eq 1 ]
}

rm -rf "$out"
mkdir -p "$out"
step '演示台账：326 名会员' demo "$out/演示台账.ghtz" --members 326
step '新建台账' init "$ledger" --enterprise 示例机械有限公司 --union 示例机械有限公司工会委员会
step "导入车间手工花名册：$roster" import "$roster" --ledger "$ledger"
step "开具 $month 会费" bill "$month" --ledger "$ledger"
for profile in $("$binary" profiles --names); do
	step "上报前体检：$profile" check "$profile" --ledger "$ledger"
	step "导出：$profile" export "$profile" --ledger "$ledger" --to "$out"
done

printf '\n完成。导出的工作簿在 %s：\n' "$PWD/$out"
find "$out" -name '*.xlsx' -printf '  %f\n' | sort
