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

# at clicks at a place of the window.
at() { xdotool mousemove "$1" "$2" click 1; sleep 0.7; }

# answer types what stands in the fields of a dialog, one after the other, each left with
# Enter; "" leaves a field as it is. Enter on the last one is the main button.
answer() {
	local value
	for value in "$@"; do
		[ -z "$value" ] || xdotool type --delay 15 "$value"
		sleep 0.2
		xdotool key --clearmodifiers Return
		sleep 0.3
	done
	sleep 0.9
}

# paste puts text that no key types into the field with the caret.
paste() {
	printf %s "$1" | xclip -selection clipboard
	xdotool key --clearmodifiers ctrl+v
	sleep 0.3
}

# point is the colour of a point of the screen, as hexadecimal bytes.
point() { import -window root -crop "1x1+$1+$2" -depth 8 rgb:- | od -An -tx1 | tr -d ' '; }

# until_point X Y COLOUR WHAT waits for a point to have a colour; on a busy machine that takes long.
until_point() {
	for _ in $(seq 600); do
		if [ "$(point "$1" "$2")" = "$3" ]; then return; fi
		sleep 0.1
	done
	echo "waited in vain: $4" >&2
	exit 1
}
