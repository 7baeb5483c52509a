#!/usr/bin/env bash
# Runs a command on a display of its own, of the size given, with every window
# maximised and bare, as a full screen leaves it. Nothing of the user's settings
# is read or changed.
#
#     scripts/with-display.sh WIDTHxHEIGHT COMMAND [ARGUMENT...]
#
# DISPLAY_WITHOUT names an extension of X the display is to lack, such as GLX;
# DISPLAY_FRAMES=yes leaves the windows their title bars, which Wine reckons with.
set -euo pipefail
size=$1
shift

home=$(mktemp -d)
pids=()
cleanup() {
	for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
	rm -rf "$home"
}
trap cleanup EXIT

cat >"$home/openbox.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <applications>
    <application type="normal"><decor>${DISPLAY_FRAMES:-no}</decor><maximized>yes</maximized></application>
  </applications>
</openbox_config>
XML

# Xvfb looks for a free number itself and writes it down when it is ready.
mkfifo "$home/number"
Xvfb -displayfd 3 -screen 0 "${size}x24" ${DISPLAY_WITHOUT:+-extension "$DISPLAY_WITHOUT"} -nolisten tcp 3>"$home/number" 2>"$home/xvfb.log" &
pids+=($!)
read -r -t 30 number <"$home/number" || { cat "$home/xvfb.log" >&2; exit 1; }

export DISPLAY=:$number HOME=$home XDG_CONFIG_HOME=$home/.config XDG_CACHE_HOME=$home/.cache
export XDG_RUNTIME_DIR=$home LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY
openbox --config-file "$home/openbox.xml" 2>"$home/openbox.log" &
pids+=($!)

"$@"
