# Sourced by the scripts that open the program's window in Wine; needs a display, and
# scripts/windows/prefix.sh.
. scripts/window.sh
logs=$WINEPREFIX/drive_c/users/$(id -un)/AppData/Local/unionledger/logs

# within SECONDS COMMAND... waits until a command succeeds.
within() {
	local tries=$(($1 * 5))
	shift
	for _ in $(seq "$tries"); do
		! "$@" || return 0
		sleep 0.2
	done
	return 1
}

# read_pages counts how often the first page was read, which takes its time by software.
read_pages() { cat "$logs/unionledger.log" 2>/dev/null | grep -c 'from="home' || true; }
read_more() { [ "$(read_pages)" -gt "$1" ]; }

# settled waits until the screen has stood still for two seconds, half a minute at most:
# a machine that is busy draws late.
settled() {
	local before= now= still=0
	for _ in $(seq 60); do
		now=$(import -window root png:- | identify -format '%#' -)
		[ "$now" = "$before" ] && still=$((still + 1)) || still=0
		[ "$still" -lt 4 ] || return 0
		before=$now
		sleep 0.5
	done
}

# still FILE takes a picture of the screen once it has settled.
still() {
	settled
	import -window root "$1"
}

# open_read PROGRAM [ARGUMENT...] opens the window on a ledger and waits for its first page.
open_read() {
	local before
	before=$(read_pages)
	open_window "$@"
	within 90 read_more "$before" || fail "the first page is not read"
	settled
}

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
