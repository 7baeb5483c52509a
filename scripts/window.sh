# Sourced by the scripts that start the window; needs a display.

# colours counts the colours on the screen: one as long as nothing is drawn.
colours() {
	import -window root png:- | identify -format %k -
}

# start_window BINARY [ARGUMENT...] starts the program and waits until its window
# shows something. Sets program (process id) and window (X id); log names its output.
start_window() {
	log=$(mktemp)
	"$@" >"$log" 2>&1 &
	program=$!
	window=
	for _ in $(seq 480); do
		sleep 0.25
		kill -0 "$program" 2>/dev/null || break
		window=$(xdotool search --onlyvisible --pid "$program" 2>/dev/null | tail -n 1 || true)
		[ -n "$window" ] && [ "$(colours)" -ge 20 ] || continue
		xdotool windowfocus --sync "$window"
		return 0
	done
	echo "no window with anything in it was opened; the program said:" >&2
	cat "$log" >&2
	kill "$program" 2>/dev/null || true
	return 1
}

# stop_window closes the window as a person would and waits for the program's end.
stop_window() {
	xdotool windowclose "$window" 2>/dev/null || true
	for _ in $(seq 50); do
		kill -0 "$program" 2>/dev/null || break
		sleep 0.2
	done
	kill "$program" 2>/dev/null || true
	wait "$program" 2>/dev/null || true
	rm -f "$log"
}

# picture FILE waits until the screen stands still, then saves it.
picture() {
	local before= now=
	for _ in $(seq 20); do
		import -window root "$1"
		now=$(identify -format '%#' "$1")
		[ "$now" != "$before" ] || return 0
		before=$now
		sleep 0.3
	done
}
