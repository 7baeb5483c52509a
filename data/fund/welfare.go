package fund

import (
	"sync"

	"unionledger/assets"
	"unionledger/data/money"
)

// WelfareItem is a kind of benefit. Per is year where a head's year is added up, time
// where each giving is looked at. Festivals are the occasions it is given on.
type WelfareItem struct {
	Name      string   `yaml:"name"`
	Per       string   `yaml:"per"`
	Words     string   `yaml:"words"`
	Festivals []string `yaml:"festivals"`
}

// PerWords says what a limit of the item is counted by.
func (i WelfareItem) PerWords() string {
	if i.Per == "year" {
		return "每人每年"
	}
	return "每人每次"
}

// WelfareExample is a limit of another place, to show the order of size.
type WelfareExample struct {
	Place  string    `yaml:"place"`
	Item   string    `yaml:"item"`
	Amount money.Fen `yaml:"amount"`
	Basis  string    `yaml:"basis"`
}

// WelfareRules are the items and the rules the books are held against.
type WelfareRules struct {
	Basis     string        `yaml:"basis"`
	Items     []WelfareItem `yaml:"items"`
	Festivals struct {
		Words    string `yaml:"words"`
		Sureness string `yaml:"sureness"`
	} `yaml:"festivals"`
	FromDues struct {
		Items    []string `yaml:"items"`
		Times    int      `yaml:"times"`
		Words    string   `yaml:"words"`
		Sureness string   `yaml:"sureness"`
	} `yaml:"from_dues"`
	Examples []WelfareExample `yaml:"examples"`
}

// Welfare are the rules that come with the program.
var Welfare = sync.OnceValue(func() (out WelfareRules) {
	text, err := assets.Files.ReadFile("fund/welfare.yaml")
	if err == nil {
		err = assets.Decode(text, &out)
	}
	if err != nil {
		panic(err) // the program's own file, read by a test
	}
	return out
})

// WelfareWord is how a giving is written on a voucher: 逢年过节·春节, 生日.
func WelfareWord(item, occasion string) string {
	if occasion == "" {
		return item
	}
	return item + "·" + occasion
}
