package settings

import (
	"strings"
	"testing"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
)

// The choice of software drawing is kept for the next start, and both sides of the
// switch say when it holds.
func TestSoftwareDrawingIsKeptForTheNextStart(t *testing.T) {
	s := pagetest.Demo(t, 2)
	v := newLookSection(s)
	v.drawing()
	v.readDrawing()
	if v.software.Value() != "0" {
		t.Errorf("unchosen is shown as %q", v.software.Value())
	}
	for _, value := range []string{"1", "0"} {
		s.Said = ""
		v.software.OnChanged(value)
		v.readDrawing()
		if s.Recall(page.SoftwareDrawing) != value || v.software.Value() != value || !strings.Contains(s.Said, "下次启动") {
			t.Errorf("%s: kept %q, shown %q, said %q", value, s.Recall(page.SoftwareDrawing), v.software.Value(), s.Said)
		}
	}
}
