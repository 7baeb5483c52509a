#!/usr/bin/env bash
# Exits 0 when a display is named in the environment and answers.
if [ -n "${WAYLAND_DISPLAY:-}" ]; then
	case "$WAYLAND_DISPLAY" in
	/*) socket=$WAYLAND_DISPLAY ;;
	*) socket=${XDG_RUNTIME_DIR:-/nowhere}/$WAYLAND_DISPLAY ;;
	esac
	[ -S "$socket" ] && exit 0
fi
[ -n "${DISPLAY:-}" ] && timeout 5 xdpyinfo >/dev/null 2>&1
