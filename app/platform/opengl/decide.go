package opengl

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// memory is what is kept from one start to the next.
type memory struct {
	// Machine names the display adapters, their drivers and whether the session is a
	// remote one. What was found holds as long as these stay. Empty where nothing was
	// found out, since software was wished for.
	Machine  string `json:"machine"`
	Software bool   `json:"software"`
	Renderer string `json:"renderer"`
	// Reason says why software was taken.
	Reason string `json:"reason,omitempty"`
	// Unshown counts the starts by the card, up to now, whose window was never drawn.
	Unshown int `json:"unshown"`
}

func (m memory) words() string {
	switch {
	case !m.Software && m.Renderer == "":
		return "显卡绘图"
	case !m.Software:
		return "显卡绘图（" + m.Renderer + "）"
	}
	return "软件绘图，" + m.Reason
}

// giveUpAfter is how many starts in a row may fail to draw the window on a card that
// passes the trial before software is taken.
const giveUpAfter = 2

// system is what deciding needs to ask the computer.
type system struct {
	machine func() string
	// try tries the card's OpenGL out, or software's.
	try func(software bool) Finding
	// missing names the files of the software OpenGL that are not there.
	missing func() []string
}

// wish is the user's for software.
type wish uint8

const (
	noWish       wish = iota
	standingWish      // in the settings: given up where software is not to be had
	wishNow           // for this start: nothing else will do
)

// decide finds out how to draw, from what is remembered where that still holds. The
// error is a sentence for people.
func (s system) decide(m memory, w wish) (memory, error) {
	if w != noWish {
		next, err := s.bySoftware(memory{Reason: "因为选了兼容模式"}, Finding{})
		if err == nil || w == wishNow {
			return next, err
		}
	}
	machine := s.machine()
	same := m.Machine == machine
	if same && m.Unshown == 0 && (!m.Software || len(s.missing()) == 0) {
		return m, nil
	}
	if !same {
		m.Unshown = 0
	}
	found := s.try(false)
	if found.Trouble == "" && m.Unshown < giveUpAfter {
		return memory{Machine: machine, Renderer: found.Renderer, Unshown: m.Unshown}, nil
	}
	next := memory{Machine: machine, Reason: "因为显卡不支持 OpenGL 2.1"}
	if found.Trouble == "" {
		next.Reason = "因为用显卡几次都没有画出窗口"
		found.Trouble = next.Reason
	}
	return s.bySoftware(next, found)
}

// bySoftware makes sure that the software OpenGL is there and works. card is what was
// wrong with the card's.
func (s system) bySoftware(m memory, card Finding) (memory, error) {
	missing := s.missing()
	if len(missing) > 0 {
		return m, noWindow{card: card, missing: missing}
	}
	found := s.try(true)
	if found.Trouble != "" {
		return m, noWindow{card: card, software: found}
	}
	m.Software, m.Renderer = true, found.Renderer
	return m, nil
}

// start is one opening of the window.
type start struct {
	path   string
	memory memory
}

// begin writes down that a start is under way, so that one that fails is known to the
// next. Software's was just tried.
func (s *start) begin() {
	if !s.memory.Software {
		m := s.memory
		m.Unshown++
		_ = keep(s.path, m) // not remembered means tried again
	}
}

// shown remembers what has worked; where software was only wished for, what was found
// out before stays.
func (s *start) shown() {
	if s.memory.Machine != "" {
		s.memory.Unshown = 0
		_ = keep(s.path, s.memory)
	}
}

func recall(path string) (m memory) {
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &m) != nil {
		return memory{}
	}
	return m
}

func keep(path string, m memory) error {
	text, err := json.MarshalIndent(m, "", " ")
	return errors.Join(err, os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, text, 0o600))
}

// noWindow says that nothing here can draw a window, and what to do.
type noWindow struct {
	card, software Finding
	missing        []string
}

func (n noWindow) Error() string {
	text := "这台电脑现在画不出程序的窗口。"
	if n.card.Trouble != "" {
		text += "显卡不支持 OpenGL 2.1（远程桌面、虚拟机和旧显卡常见）：" + n.card.Trouble + "。"
	}
	if len(n.missing) > 0 {
		text += fmt.Sprintf("\n\n代替显卡的软件绘图部件不完整，缺少：%s。", strings.Join(n.missing, "、"))
	} else {
		text += "\n\n代替显卡的软件绘图部件也不能用：" + n.software.Trouble + "。"
	}
	return text + `

台账没有受到影响。请这样办：
1. 重新运行安装程序；便携版请重新解压整个压缩包，opengl 文件夹要和程序在一起。
2. 杀毒软件如果隔离了 opengl32.dll 或 libgallium_wgl.dll，请恢复，并把程序所在的文件夹设为信任。
3. 还是不行，请管理员更新显卡驱动，或不经远程桌面、直接在这台电脑上打开。

急着要表时，命令行照样能用：在程序所在的文件夹里运行 unionledger --help。`
}
