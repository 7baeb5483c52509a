/* Plays the input method, for the trial only: begins a composition in the program's
 * window, asks where its characters are to stand, ends it, and prints
 *
 *     answer X Y HEIGHT field LEFT TOP RIGHT BOTTOM caret X Y HEIGHT
 *
 * all in pixels of the screen; caret is the system's, which older methods follow. What
 * is asked for goes through memory of the program itself, since a message to another
 * process carries no structure. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>
#include <imm.h>

static BOOL CALLBACK look(HWND window, LPARAM found)
{
	wchar_t class[64];
	if (!IsWindowVisible(window) || !GetClassNameW(window, class, 64) || wcsncmp(class, L"GLFW", 4))
		return TRUE;
	*(HWND *)found = window;
	return FALSE;
}

static int fail(const char *what)
{
	printf("%s (%lu)\n", what, GetLastError());
	return 1;
}

int main(void)
{
	HWND window = NULL;
	EnumWindows(look, (LPARAM)&window);
	if (!window)
		return fail("no window");
	DWORD id, thread = GetWindowThreadProcessId(window, &id);
	HANDLE program = OpenProcess(PROCESS_VM_OPERATION | PROCESS_VM_READ | PROCESS_VM_WRITE, FALSE, id);
	IMECHARPOSITION at = {sizeof at};
	void *there = program ? VirtualAllocEx(program, NULL, sizeof at, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE) : NULL;
	if (!there || !WriteProcessMemory(program, there, &at, sizeof at, NULL))
		return fail("no memory in the program");

	SendMessageW(window, WM_IME_STARTCOMPOSITION, 0, 0);
	SendMessageW(window, WM_IME_COMPOSITION, 0, 0);
	LRESULT answered = SendMessageW(window, WM_IME_REQUEST, IMR_QUERYCHARPOSITION, (LPARAM)there);
	GUITHREADINFO info = {sizeof info};
	BOOL told = GetGUIThreadInfo(thread, &info);
	SendMessageW(window, WM_IME_ENDCOMPOSITION, 0, 0);
	ReadProcessMemory(program, there, &at, sizeof at, NULL);
	VirtualFreeEx(program, there, 0, MEM_RELEASE);
	if (!answered)
		return fail("no answer: nothing to type in has the keyboard");
	if (!told || info.hwndCaret != window)
		return fail("no system caret");
	POINT caret = {info.rcCaret.left, info.rcCaret.top};
	ClientToScreen(window, &caret);
	printf("answer %ld %ld %u field %ld %ld %ld %ld caret %ld %ld %ld\n", at.pt.x, at.pt.y, at.cLineHeight,
		at.rcDocument.left, at.rcDocument.top, at.rcDocument.right, at.rcDocument.bottom,
		caret.x, caret.y, info.rcCaret.bottom - info.rcCaret.top);
	return 0;
}
