# Sourced by the scripts that open the program's window in Wine; needs a display, and
# scripts/windows/prefix.sh.
. scripts/window.sh

# forget takes away what the program remembers between starts.
forget() {
	find "$WINEPREFIX/drive_c/users" \( -name opengl.json -o -name notes.json \) -delete
}

# open_window PROGRAM [ARGUMENT...] starts a program in Wine and waits until its window
# shows something. Wine's first start on a display takes its time.
open_window() {
	start_window wine "$@" || fail "no window came up, or an empty one"
}

# close_window closes the window as a person would and wants a good end of the program.
close_window() {
	local status=0
	xdotool key --clearmodifiers alt+F4
	for _ in $(seq 100); do
		kill -0 "$program" 2>/dev/null || break
		sleep 0.2
	done
	! kill -0 "$program" 2>/dev/null || { picture "$screens/not-closed.png"; kill "$program"; fail "the window does not close, see $screens/not-closed.png"; }
	wait "$program" || status=$?
	[ "$status" -eq 0 ] || { cat "$log" >&2; fail "the program ended with $status"; }
	rm -f "$log"
}

# at clicks at a point of the screen.
at() {
	xdotool mousemove "$1" "$2" click 1
	sleep 0.7
}
