#!/usr/bin/env bash
# Makes sure that Go and the named Debian packages are there, and installs what
# is missing. Quick and silent when nothing is.
#
#     scripts/setup.sh PACKAGE...
set -euo pipefail

wanted_go=1.26

say() { printf '%s\n' "$@" >&2; }

if ! command -v go >/dev/null; then
	say "Go $wanted_go or later is needed and there is no 'go' command." \
		"Install it from https://go.dev/dl/ and put its bin folder into PATH."
	exit 1
fi
have_go=$(go env GOVERSION | sed -e 's/^go//' -e 's/[^0-9.].*//')
if [ "$(printf '%s\n' "$wanted_go" "$have_go" | sort -V | head -n 1)" != "$wanted_go" ]; then
	say "Go $wanted_go or later is needed, this is Go $have_go." \
		"Install a newer one from https://go.dev/dl/."
	exit 1
fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	say "This is no Debian or Ubuntu, so nothing was installed. Needed are the packages" \
		"that Debian calls: $*" \
		"Install their like by the means of this system; the work goes on meanwhile."
	exit 0
fi

missing=()
for name in "$@"; do
	state=$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true)
	[ "$state" = installed ] || missing+=("$name")
done
[ "${#missing[@]}" -gt 0 ] || exit 0

say "Installing: ${missing[*]}"
if [ "$(id -u)" -eq 0 ]; then
	as_root=(env)
elif sudo -n true 2>/dev/null || { command -v sudo >/dev/null && [ -t 0 ]; }; then
	as_root=(sudo env)
else
	say "That needs the rights of root. Ask an administrator to run:" \
		"    apt-get update && apt-get install --no-install-recommends ${missing[*]}" \
		"and then run make again."
	exit 1
fi
apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -q)
if ! "${apt[@]}" update >&2 || ! "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >&2; then
	say "Not everything could be installed. Is the network there, and does" \
		"/etc/apt/sources.list name a mirror that answers? Then run make again."
	exit 1
fi
