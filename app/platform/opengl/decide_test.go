package opengl

import (
	"path/filepath"
	"strings"
	"testing"
)

const gdiGeneric = "GDI Generic"

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		version, renderer string
		good              bool
	}{
		{"4.6.0 NVIDIA 536.23", "GeForce GT 1030", true},
		{"2.1.0 - Build 8.15.10.2702", "Intel(R) HD Graphics", true},
		{"2.1", "", true},
		{"3.0", gdiGeneric, false},
		{"1.1.0", gdiGeneric, false},
		{"1.5", "Intel 945G", false},
		{"2.0", "Radeon X300", false},
		{"", "", false},
		{"none", "something", false},
	} {
		found := judge(c.version, c.renderer)
		if (found.Trouble == "") != c.good {
			t.Errorf("%q of %q: %q", c.version, c.renderer, found.Trouble)
		}
	}
}

func TestParse(t *testing.T) {
	if found := parse("3.3 (Core)\r\nsoftpipe\r\n\r\n"); found != (Finding{Version: "3.3 (Core)", Renderer: "softpipe"}) {
		t.Errorf("read %+v", found)
	}
	for _, crashed := range []string{"", "4.6\n"} {
		if parse(crashed).Trouble == "" {
			t.Errorf("%q passes for a good answer", crashed)
		}
	}
}

// pc stands in for a computer: what its card and software do, and how often it was
// asked.
type pc struct {
	machine        string
	card, software string // trouble, empty for none
	missing        []string
	tries          int
}

func (p *pc) system() system {
	return system{
		machine: func() string { return p.machine },
		missing: func() []string { return p.missing },
		try: func(software bool) Finding {
			p.tries++
			if software {
				return Finding{Renderer: "softpipe", Trouble: p.software}
			}
			return Finding{Renderer: "card", Trouble: p.card}
		},
	}
}

func TestDecide(t *testing.T) {
	good := memory{Machine: "A", Renderer: "card"}
	soft := memory{Machine: "A", Software: true, Renderer: "softpipe", Reason: "因为显卡不支持 OpenGL 2.1"}
	for _, c := range []struct {
		name     string
		pc       pc
		was      memory
		wish     wish
		software bool
		tries    int
		says     string // in the error; empty for none
	}{
		{name: "first start, good card", pc: pc{machine: "A"}, tries: 1},
		{name: "remembered", pc: pc{machine: "A", card: "now broken"}, was: good},
		{name: "remembered software", pc: pc{machine: "A"}, was: soft, software: true},
		{name: "remembered software is gone, the card has become good", pc: pc{machine: "A", missing: libraryNames}, was: soft, tries: 1},
		{name: "other card", pc: pc{machine: "B", card: "old"}, was: good, software: true, tries: 2},
		{name: "remote session", pc: pc{machine: "A; remote", card: gdiGeneric}, was: good, software: true, tries: 2},
		{name: "one start was not shown", pc: pc{machine: "A"}, was: memory{Machine: "A", Unshown: 1}, tries: 1},
		{name: "two starts were not shown", pc: pc{machine: "A"}, was: memory{Machine: "A", Unshown: 2}, software: true, tries: 2},
		{name: "two were not shown on another card", pc: pc{machine: "B"}, was: memory{Machine: "A", Unshown: 2}, tries: 1},
		{name: "no card, no files", pc: pc{machine: "A", card: "没有驱动", missing: []string{"opengl32.dll"}}, tries: 1, says: "opengl32.dll"},
		{name: "no card, software crashes", pc: pc{machine: "A", card: "没有驱动", software: "驱动出错"}, tries: 2, says: "驱动出错"},
		{name: "wished for this start", pc: pc{machine: "A"}, was: good, wish: wishNow, software: true, tries: 1},
		{name: "wished for this start, not there", pc: pc{machine: "A", missing: []string{"opengl32.dll"}}, was: good, wish: wishNow, says: "重新运行安装程序"},
		{name: "wished in the settings", pc: pc{machine: "A"}, was: good, wish: standingWish, software: true, tries: 1},
		{name: "wished in the settings, not there", pc: pc{machine: "A", missing: []string{"opengl32.dll"}}, was: good, wish: standingWish},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.pc.system().decide(c.was, c.wish)
			switch {
			case (err != nil) != (c.says != ""):
				t.Fatalf("error %v", err)
			case err != nil && !strings.Contains(err.Error(), c.says):
				t.Errorf("says nothing of %q:\n%v", c.says, err)
			case got.Software != c.software:
				t.Errorf("software %v", got.Software)
			}
			if c.pc.tries != c.tries {
				t.Errorf("tried %d times", c.pc.tries)
			}
		})
	}
}

var libraryNames = []string{"libgallium_wgl.dll", "opengl32.dll"}

// A card that passes the trial and draws no window is left after the second time, and
// stays left until something about the machine changes.
func TestACardThatDrawsNothingIsLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings", "opengl.json")
	computer := &pc{machine: "A"}
	open := func(drawn bool) memory {
		t.Helper()
		m, err := computer.system().decide(recall(path), noWish)
		if err != nil {
			t.Fatal(err)
		}
		s := &start{path: path, memory: m}
		s.begin()
		if drawn {
			s.shown()
		}
		return m
	}
	if open(true).Software || open(false).Software || open(false).Software {
		t.Fatal("software was taken too early")
	}
	if !open(true).Software {
		t.Fatal("the card is taken a third time")
	}
	if m := open(true); !m.Software || !strings.Contains(m.words(), "几次都没有画出窗口") {
		t.Errorf("what was learnt is forgotten: %q", m.words())
	}
	computer.machine = "A with a new driver"
	if open(true).Software {
		t.Error("a new driver gets no chance")
	}
}

// A wish for this start changes nothing of what is remembered.
func TestAWishIsNotRemembered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "opengl.json")
	before := memory{Machine: "A", Renderer: "card"}
	if err := keep(path, before); err != nil {
		t.Fatal(err)
	}
	m, err := (&pc{machine: "A"}).system().decide(recall(path), wishNow)
	if err != nil || !m.Software {
		t.Fatal(m, err)
	}
	s := &start{path: path, memory: m}
	s.begin()
	s.shown()
	if got := recall(path); got != before {
		t.Errorf("remembered is now %+v", got)
	}
}
