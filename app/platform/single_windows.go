package platform

import (
	"errors"
	"io"
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/windows"
)

// pipeBell is a named mutex of the session and a named pipe. The system gives both back
// when the process ends.
type pipeBell struct {
	mutex windows.Handle
	path  *uint16
}

func newDoorbell() doorbell { return &pipeBell{} }

func (p *pipeBell) claim(name string) (bool, error) {
	var session uint32 // a pipe's name is the whole computer's
	if err := windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &session); err != nil {
		return false, err
	}
	var err error
	if p.path, err = windows.UTF16PtrFromString(`\\.\pipe\` + name + "-" + strconv.FormatUint(uint64(session), 10)); err != nil {
		return false, err
	}
	mutex, err := windows.UTF16PtrFromString(`Local\` + name)
	if err != nil {
		return false, err
	}
	handle, err := windows.CreateMutex(nil, false, mutex)
	switch {
	case errors.Is(err, windows.ERROR_ALREADY_EXISTS), errors.Is(err, windows.ERROR_ACCESS_DENIED):
		if handle != 0 {
			windows.CloseHandle(handle)
		}
		return false, nil
	case err != nil:
		return false, err
	}
	p.mutex = handle
	return true, nil
}

// pipeBytes is the room for a line on its way.
const pipeBytes = 64 << 10

func (p *pipeBell) answer(serve func(io.ReadWriter)) {
	pipe, err := windows.CreateNamedPipe(p.path, windows.PIPE_ACCESS_DUPLEX|windows.FILE_FLAG_FIRST_PIPE_INSTANCE,
		windows.PIPE_TYPE_BYTE|windows.PIPE_WAIT|windows.PIPE_REJECT_REMOTE_CLIENTS, 1, pipeBytes, pipeBytes, 0, nil)
	if err != nil {
		return // later starts are not heard and have windows of their own
	}
	go func() {
		defer windows.CloseHandle(pipe)
		for {
			if err := windows.ConnectNamedPipe(pipe, nil); err != nil && !errors.Is(err, windows.ERROR_PIPE_CONNECTED) {
				return
			}
			serve(handleLine{pipe})
			_ = windows.FlushFileBuffers(pipe) // waits until the visitor has read, or is gone
			_ = windows.DisconnectNamedPipe(pipe)
		}
	}()
}

// handleLine reads and writes a pipe that stays open for the next visitor.
type handleLine struct{ windows.Handle }

func (h handleLine) Read(b []byte) (int, error) {
	n, err := windows.Read(h.Handle, b)
	if n == 0 && err == nil {
		err = io.EOF
	}
	return n, err
}

func (h handleLine) Write(b []byte) (int, error) { return windows.Write(h.Handle, b) }

// ring waits while the pipe serves somebody else or is being made.
func (p *pipeBell) ring(string) (io.ReadWriteCloser, error) {
	for start := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		pipe, err := windows.CreateFile(p.path, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING, 0, 0)
		if err == nil {
			letForward(pipe)
			return os.NewFile(uintptr(pipe), "window"), nil
		}
		if time.Since(start) > answerWithin {
			return nil, err
		}
	}
}

// letForward gives the right to come to the front, which the process the user has just
// started has, to the one at the pipe's other end.
func letForward(pipe windows.Handle) {
	var process uint32
	allow := windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")
	if windows.GetNamedPipeServerProcessId(pipe, &process) == nil && allow.Find() == nil {
		_, _, _ = allow.Call(uintptr(process))
	}
}

func (p *pipeBell) release() { windows.CloseHandle(p.mutex) }
