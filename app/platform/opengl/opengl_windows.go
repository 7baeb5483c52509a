package opengl

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// Offered reports whether how the window is drawn can be chosen on this system.
const Offered = true

// libraries are the files of the software OpenGL, in the order of loading: the second
// needs the first.
var libraries = []string{"libgallium_wgl.dll", "opengl32.dll"}

// patience is how long a trial may take; a driver that hangs will not do.
const patience = 20 * time.Second

func prepare(folder string, w wish) (*start, error) {
	s := &start{}
	if folder != "" {
		s.path = filepath.Join(folder, "opengl.json")
	}
	own, err := ownFolder()
	if err != nil {
		return s, fmt.Errorf("找不到程序自己的文件夹：%w", err)
	}
	here := system{
		machine: machine,
		try:     func(software bool) Finding { return try(own, software) },
		missing: func() []string { return missing(own) },
	}
	if s.memory, err = here.decide(recall(s.path), w); err != nil {
		return s, err
	}
	s.begin()
	if s.memory.Software {
		if err := load(own); err != nil {
			return s, noWindow{software: Finding{Trouble: err.Error()}}
		}
	}
	return s, nil
}

func missing(folder string) (names []string) {
	for _, name := range libraries {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Size() == 0 {
			names = append(names, name)
		}
	}
	return names
}

// try tries OpenGL out in a child of the program.
func try(own string, software bool) Finding {
	program, err := os.Executable()
	if err != nil {
		return Finding{Trouble: err.Error()}
	}
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	args := []string{ProbeFlag}
	if software {
		args = append(args, own)
	}
	child := exec.CommandContext(ctx, program, args...)
	child.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	output, err := child.Output()
	if ctx.Err() != nil {
		return Finding{Trouble: "试用 OpenGL 时驱动没有反应"}
	}
	found := parse(string(output))
	if err != nil && found.Trouble == "" {
		found.Trouble = "试用 OpenGL 时驱动出错"
	}
	return found
}

// load maps the software OpenGL of a folder. The program itself is linked so that it
// looks for opengl32.dll only when it first draws (see scripts/windows), and Windows
// takes a library of that name that is loaded already, wherever it came from.
func load(folder string) error {
	// Of the drivers in Mesa the plain one: others look for a card first. Mesa asks the
	// C library, whose environment is a copy made when the program starts.
	if os.Getenv("GALLIUM_DRIVER") == "" {
		setting, _ := windows.BytePtrFromString("GALLIUM_DRIVER=softpipe")
		windows.NewLazySystemDLL("msvcrt.dll").NewProc("_putenv").Call(uintptr(unsafe.Pointer(setting)))
	}
	for _, name := range libraries {
		path := filepath.Join(folder, name)
		if _, err := windows.LoadLibraryEx(path, 0, windows.LOAD_WITH_ALTERED_SEARCH_PATH); err != nil {
			return fmt.Errorf("%s 装载不了（%w）", path, err)
		}
	}
	return nil
}

// adapter is DISPLAY_DEVICEW.
type adapter struct {
	size         uint32
	name         [32]uint16
	text         [128]uint16
	state        uint32
	id, registry [128]uint16
}

// machine names what the answer of a trial hangs on.
func machine() string {
	var parts []string
	list := user32.NewProc("EnumDisplayDevicesW")
	for i := uintptr(0); i < 32; i++ {
		var a adapter
		a.size = uint32(unsafe.Sizeof(a))
		if ok, _, _ := list.Call(0, i, uintptr(unsafe.Pointer(&a)), 0); ok == 0 {
			break
		}
		part := windows.UTF16ToString(a.text[:]) + " " + driverVersion(windows.UTF16ToString(a.registry[:]))
		if len(parts) == 0 || parts[len(parts)-1] != part { // one card has several outputs
			parts = append(parts, part)
		}
	}
	const remoteSession = 0x1000 // SM_REMOTESESSION
	if remote, _, _ := user32.NewProc("GetSystemMetrics").Call(remoteSession); remote != 0 {
		parts = append(parts, "remote")
	}
	return strings.Join(parts, "; ")
}

// driverVersion reads the version of an adapter's driver at its key of the registry,
// which Windows names from the root of its objects.
func driverVersion(path string) string {
	_, below, ok := strings.Cut(strings.ToLower(path), `\registry\machine\`)
	if !ok {
		return ""
	}
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, below, registry.QUERY_VALUE)
	if err != nil {
		return ""
	}
	defer key.Close()
	version, _, err := key.GetStringValue("DriverVersion")
	if err != nil {
		return ""
	}
	return version
}
