// Package opengl sees to it that a window can be drawn at all. Fyne needs OpenGL 2.1,
// which a Windows PC lacks in remote desktop sessions, in many virtual machines and
// with old cards, and then shows nothing. So before Fyne starts a child of the program
// tries OpenGL out; where it is wanting, software OpenGL from the folder opengl beside
// the program takes its place. Elsewhere than on Windows the package does nothing.
package opengl

import "sync"

// Finding is what trying OpenGL out has shown.
type Finding struct {
	// Version and Renderer are OpenGL's own words.
	Version, Renderer string
	// Trouble says why it will not do; empty where it will.
	Trouble string
}

// now is how this run of the program draws.
var now struct {
	sync.Mutex
	wish     wish
	prepared *start
}

// Wish asks this run to draw by software, as --software-gl on the command line does.
func Wish() {
	now.Lock()
	defer now.Unlock()
	now.wish = wishNow
}

// Prepare decides how the window is drawn and readies it; Fyne must not have started
// yet. The answer is remembered in
// folder, if there is one. always is the user's standing wish for
// software. The error is a sentence for people and means that no window can be drawn.
func Prepare(folder string, always bool) error {
	now.Lock()
	defer now.Unlock()
	if always && now.wish == noWish {
		now.wish = standingWish
	}
	s, err := prepare(folder, now.wish)
	now.prepared = s
	return err
}

// Shown notes that the window was drawn. A start that never comes so far makes the
// next one look again.
func Shown() {
	now.Lock()
	defer now.Unlock()
	if now.prepared != nil {
		now.prepared.shown()
	}
}

// Software reports that this run draws by software: slowly, so that nothing should
// move on the screen by itself.
func Software() bool {
	now.Lock()
	defer now.Unlock()
	return now.prepared != nil && now.prepared.memory.Software
}

// Words tell people how this run draws and why.
func Words() string {
	now.Lock()
	defer now.Unlock()
	if now.prepared == nil {
		return ""
	}
	return now.prepared.memory.words()
}
