package house_test

import (
	"strings"
	"testing"

	"unionledger/assets"
)

// The packaging reads the version from FyneApp.toml, the program from its assets.
func TestVersionIsOne(t *testing.T) {
	if want := `Version = "` + assets.Version + `"`; !strings.Contains(string(text(t, "FyneApp.toml")), want) {
		t.Errorf("FyneApp.toml does not have %s", want)
	}
}
