package opengl

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// ProbeFlag, first on the command line, has the program try OpenGL out and end: the
// card's, or with a folder behind it the one that lies there. It prints version,
// renderer and trouble, each on a line.
const ProbeFlag = "--gl-probe"

// Probe carries ProbeFlag out and gives the exit status: 0 where a window can be drawn.
// It runs in a child of the program, since it maps the system's OpenGL, which could
// not be replaced any more, and since drivers crash.
func Probe(args []string) int {
	runtime.LockOSThread() // a context belongs to a thread
	if len(args) > 0 {
		if err := load(args[0]); err != nil {
			fmt.Printf("\n\n%v\n", err)
			return 1
		}
	}
	found := look()
	fmt.Printf("%s\n%s\n%s\n", found.Version, found.Renderer, found.Trouble)
	if found.Trouble != "" {
		return 1
	}
	return 0
}

var (
	user32 = windows.NewLazySystemDLL("user32.dll")
	gdi32  = windows.NewLazySystemDLL("gdi32.dll")
)

// pixelFormat is PIXELFORMATDESCRIPTOR.
type pixelFormat struct {
	size, version                                                          uint16
	flags                                                                  uint32
	kind, colour, red, redShift, green, greenShift, blue, blueShift, alpha byte
	alphaShift, accum, accumRed, accumGreen, accumBlue, accumAlpha         byte
	depth, stencil, aux, layer, reserved                                   byte
	layerMask, visibleMask, damageMask                                     uint32
}

// Flags of pixelFormat: drawn into a window, by OpenGL, with two buffers, RGBA.
const drawToWindow, supportOpenGL, doubleBuffer, rgba = 4, 32, 1, 0

// look makes a window nobody sees, asks for a context as Fyne does, and reads what it
// is. What is missing ends the look with its words.
func look() (found Finding) {
	// The name alone: what was loaded before under it, or else the system's.
	library, err := windows.LoadLibrary("opengl32.dll")
	if err != nil {
		return Finding{Trouble: "没有 opengl32.dll"}
	}
	class, _ := windows.UTF16PtrFromString("STATIC")
	window, _, _ := user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(class)), 0, 0, 0, 0, 64, 64, 0, 0, 0, 0)
	if window == 0 {
		return Finding{Trouble: "建不了窗口"}
	}
	defer user32.NewProc("DestroyWindow").Call(window)
	dc, _, _ := user32.NewProc("GetDC").Call(window)
	wanted := pixelFormat{version: 1, flags: drawToWindow | supportOpenGL | doubleBuffer, kind: rgba, colour: 32, alpha: 8, depth: 24, stencil: 8}
	wanted.size = uint16(unsafe.Sizeof(wanted))
	format, _, _ := gdi32.NewProc("ChoosePixelFormat").Call(dc, uintptr(unsafe.Pointer(&wanted)))
	if format == 0 {
		return Finding{Trouble: "没有合用的像素格式"}
	}
	if ok, _, _ := gdi32.NewProc("SetPixelFormat").Call(dc, format, uintptr(unsafe.Pointer(&wanted))); ok == 0 {
		return Finding{Trouble: "像素格式设不上"}
	}
	return inContext(library, dc)
}

// inContext makes a context for a window's device context and reads what it is.
func inContext(library windows.Handle, dc uintptr) Finding {
	call := func(name string, args ...uintptr) uintptr {
		address, err := windows.GetProcAddress(library, name)
		if err != nil {
			return 0
		}
		result, _, _ := syscall.SyscallN(address, args...)
		return result
	}
	context := call("wglCreateContext", dc)
	if context == 0 {
		return Finding{Trouble: "驱动不提供 OpenGL"}
	}
	defer call("wglDeleteContext", context)
	if call("wglMakeCurrent", dc, context) == 0 {
		return Finding{Trouble: "驱动的 OpenGL 用不起来"}
	}
	defer call("wglMakeCurrent", 0, 0)
	const renderer, version = 0x1F01, 0x1F02 // GL_RENDERER, GL_VERSION
	return judge(text(call("glGetString", version)), text(call("glGetString", renderer)))
}

// text reads the C string at an address that OpenGL gave.
func text(address uintptr) string {
	if address == 0 {
		return ""
	}
	return windows.BytePtrToString(*(**byte)(unsafe.Pointer(&address)))
}

// ownFolder is where the software OpenGL lies.
func ownFolder() (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	return program[:strings.LastIndexAny(program, `\/`)+1] + "opengl", nil
}
