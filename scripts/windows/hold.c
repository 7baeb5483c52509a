/* Holds a file as WPS or a virus scanner does, for the trial only: nobody else may open,
 * rename or cover it.
 *
 *     hold FILE MILLISECONDS
 *
 * The time begins when an export is being written beside it, which its passing file
 * .~*.tmp tells; before that the file is held however long it takes. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

int wmain(int argc, wchar_t **argv)
{
	if (argc != 3)
		return 2;
	HANDLE file = CreateFileW(argv[1], GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
	if (file == INVALID_HANDLE_VALUE)
		return 1;
	puts("held");
	fflush(stdout);

	wchar_t passing[4096];
	wcsncpy(passing, argv[1], 4000);
	wcscpy(wcsrchr(passing, L'\\') + 1, L".~*.tmp");
	WIN32_FIND_DATAW found;
	HANDLE search;
	while ((search = FindFirstFileW(passing, &found)) == INVALID_HANDLE_VALUE)
		Sleep(10);
	FindClose(search);
	Sleep((DWORD)_wtoi(argv[2]));
	CloseHandle(file);
	return 0;
}
