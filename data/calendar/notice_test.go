package calendar

import (
	"reflect"
	"strings"
	"testing"

	"unionledger/data/civil"
)

const notice2026 = `国务院办公厅关于2026年
部分节假日安排的通知
各省、自治区、直辖市人民政府：现将2026年元旦、春节等放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。`

// filler names the holidays a case is not about, on days without a weekday.
const filler = "元旦：1月1日放假。春节：1月29日放假。清明节：4月4日放假。劳动节：5月1日放假。端午节：5月31日放假。中秋节、国庆节：10月6日放假。"

// The wording of a notice gives the very days the program ships for that year.
func TestReadNotice(t *testing.T) {
	shipped, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	years, err := ReadNotice(notice2026, 0)
	if err != nil || len(years) != 1 {
		t.Fatal(years, err)
	}
	read := shipped.With(years...)
	for d := civil.Of(2026, 1, 1); d.Year == 2026; d = d.AddDays(1) {
		want, _ := shipped.IsWorkday(d)
		if got, known := read.IsWorkday(d); got != want || !known {
			t.Errorf("%s: worked %v", d, got)
		}
	}
}

// Holidays over the end of a year are parted, older wordings read.
func TestReadNoticeWordings(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		off, work  []string
	}{
		{"single day", filler + "2025年节假日安排：元旦：1月1日（周三）放假1天，不调休。春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。",
			[]string{"2025-01-01", "2025-01-01", "2025-01-28", "2025-02-04"}, []string{"2025-01-26", "2025-02-08"}},
		{"half-width signs and spaces", filler + "关于2025年部分节假日安排的通知 国庆节、中秋节: 10月1日(周三)至 8日(周三)放假调休,共8天。9月28日(周日)、10月11日(周六)上班。",
			[]string{"2025-10-01", "2025-10-08"}, []string{"2025-09-28", "2025-10-11"}},
	} {
		years, err := ReadNotice(tt.text, 0)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var off, work []string
		for _, s := range years[0].Off {
			off = append(off, s.From.String(), s.To.String())
		}
		for _, w := range years[0].Work {
			work = append(work, w.Date.String())
		}
		off = off[12:] // without the filler
		if !reflect.DeepEqual(off, tt.off) || !reflect.DeepEqual(work, tt.work) {
			t.Errorf("%s: %v %v", tt.name, off, work)
		}
	}
	years, err := ReadNotice(filler+"2024年部分节假日安排。元旦：2023年12月30日（周六）至2024年1月1日（周一）放假，共3天。", 0)
	if again, err := ReadNotice(strings.Replace(notice2026, "1月1日（周四）至3日（周六）放假调休，共3天", "12月31日至1月2日放假，共3天", 1), 0); err != nil || len(again) != 2 || again[1].Off[0].From.String() != "2025-12-31" {
		t.Errorf("over the end of the year, no year written: %+v %v", again, err)
	}
	if err != nil || len(years) != 2 || years[0].Year != 2024 || years[1].Off[0].To.String() != "2023-12-31" {
		t.Errorf("over the end of the year: %+v %v", years, err)
	}
}

func TestReadNoticeRefuses(t *testing.T) {
	for text, want := range map[string]string{
		strings.Replace(notice2026, "关于2026年", "关于2027年", 1):                         "文字写的是周四",
		"国务院办公厅关于2027年部分节假日安排的通知\n一、元旦：1月1日（周四）至3日（周日）放假":                            "“元旦”的 2027-01-01 是周五",
		strings.Replace(notice2026, "共9天", "共8天", 1):                                 "共 8 天",
		"元旦：1月1日（周四）放假。":                                                             "哪一年",
		"2026年部分节假日安排：元旦：13月1日放假。":                                                   "不是日期",
		"2026年部分节假日安排：元旦放假。":                                                         "没有读出",
		filler + "2026年部分节假日安排：元旦：1月1日（周四）放假。1月5日（周一）上班。":                            "本来就上班",
		"2026年部分节假日安排：元旦：1月1日（周四）放假。":                                                "没有读出 2026 年的春节、清明",
		strings.Replace(notice2026, "9月20日（周日）、10月10日", "9月20日（周日）以及其他几天、10月10日", 1): "没有读懂",
		strings.Replace(notice2026, "5月9日（周六）上班", "5月9日（周六）为工作日", 1):                 "没有读懂",
		strings.Replace(notice2026, "1月1日（周四）至3日（周六）放假", "1月1日、2日、3日放假", 1):          "没有读懂",
	} {
		if _, err := ReadNotice(text, 0); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v", text, err)
		}
	}
}

func FuzzReadNotice(f *testing.F) {
	f.Add(notice2026)
	f.Add("2024年部分节假日安排。元旦：2023年12月30日（周六）至2024年1月1日（周一）放假，共3天。")
	f.Fuzz(func(t *testing.T, text string) {
		years, err := ReadNotice(text, 2026)
		if err == nil && (len(years) == 0 || len(years[0].Off) == 0) {
			t.Fatal("nothing read and no word of it")
		}
	})
}
