# Sourced by the scripts that try the Windows program: Wine, with a Windows of its own
# below build/, and how to start programs in it. Needs no display by itself.

export WINEPREFIX=$PWD/build/windows/wine
# Wine puts Documents and Desktop into this folder, not into the user's own.
export HOME=$WINEPREFIX/home
# Quiet; no .NET or web engine is offered, nothing is put into the menus of this
# system; a library beside the program may take the
# place of Wine's own OpenGL, as on Windows.
export WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe=;opengl32=n,b'
# Wine reads the names it is given in the locale's signs; its programs are Chinese.
export LC_ALL=C.UTF-8 LANG=C.UTF-8

# make_prefix makes Wine's Windows where there is none yet. Go's programs get random
# numbers from ProcessPrng, which Wine 8 lacks: a library of one function stands in, for
# the trial only.
make_prefix() {
	[ ! -e "$WINEPREFIX/ready" ] || return 0
	rm -rf "$WINEPREFIX"
	mkdir -p "$HOME/Documents" "$HOME/Desktop"
	wine wineboot -i >"$WINEPREFIX/boot.log" 2>&1 || { cat "$WINEPREFIX/boot.log" >&2; echo "Wine made no Windows in $WINEPREFIX" >&2; return 1; }
	wine winecfg -v win10 >/dev/null 2>&1
	wineserver -w
	cat >"$WINEPREFIX/prng.c" <<-'C'
		#include <windows.h>
		BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
		__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE out, SIZE_T n) { return SystemFunction036(out, n); }
	C
	x86_64-w64-mingw32-gcc -shared -O1 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" "$WINEPREFIX/prng.c" -ladvapi32
	touch "$WINEPREFIX/ready"
}

# in_windows PROGRAM [ARGUMENT...] runs a program and gives its exit status.
in_windows() { wine "$@"; }

# windows_path FILE gives a file's name as Windows knows it.
windows_path() { printf 'Z:%s' "$(realpath -m "$1" | tr / '\\')"; }

# fail SENTENCE ends the trial.
fail() {
	echo "FAILED: $*" >&2
	exit 1
}
