package agenda

import (
	"fmt"
	"sync"

	"unionledger/assets"
	"unionledger/data/union"
)

// term is a fact of the union that runs out, as assets/rules/unit describes it.
type term struct {
	Field  string `yaml:"field"`
	Title  string `yaml:"title"`
	Action string `yaml:"action"`
	// Ahead is how many calendar days before its end it is called out.
	Ahead    int    `yaml:"ahead"`
	Basis    string `yaml:"basis"`
	Sureness string `yaml:"sureness"`
	Note     string `yaml:"note"`
}

var loadTerms = sync.OnceValues(func() ([]term, error) {
	text, err := assets.Files.ReadFile("rules/unit/terms.yaml")
	if err != nil {
		return nil, fmt.Errorf("读取任期规则：%w", err)
	}
	var file struct {
		Terms []term `yaml:"terms"`
	}
	if err := assets.Decode(text, &file); err != nil {
		return nil, fmt.Errorf("规则文件 unit/terms.yaml：%w", err)
	}
	for _, t := range file.Terms {
		if union.Union.Index(t.Field) < 0 || t.Title == "" || t.Action == "" || t.Basis == "" || t.Ahead < 0 {
			return nil, fmt.Errorf("规则文件 unit/terms.yaml：“%s”这一条写错了", t.Field)
		}
	}
	return file.Terms, nil
})
