package window

import (
	"context"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/dues"
)

// A sheet let go over the window goes to the page that knows its kind.
func TestGuessSheet(t *testing.T) {
	l := open(t, nil)
	for file, want := range map[string]dues.SheetGuess{"2021年11月工资表.xlsx": dues.IsWages, "会员花名册(旧版).xls": dues.NotWages, "市总下发模板-会员.xlsx": dues.NotWages, "上传结果反馈.xls": dues.NotWages} {
		got, answer, err := guessSheet(context.Background(), l, "../../testdata/samples/"+file, civil.Of(2022, 5, 6))
		if err != nil || got != want || answer != (file == "上传结果反馈.xls") {
			t.Errorf("%s: %d, %v, %v", file, got, answer, err)
		}
	}
	if _, _, err := guessSheet(context.Background(), l, "nowhere.xlsx", civil.Of(2022, 5, 6)); err == nil {
		t.Error("a file that is not there was recognised")
	}
}
