#!/usr/bin/env bash
# Makes what `make windows` links into the program beside the Go code, the same from
# the same sources: icon, version and manifest as rsrc_windows_amd64.syso in the
# project's folder, where Go looks for it, and below build/windows the delay-import
# library for OpenGL.
#
#     scripts/windows/resources.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
out=build/windows
mkdir -p "$out/delay"

# said VALUE gives what FyneApp.toml, the one place, says.
said() { sed -n "s/^ *$1 = \"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" FyneApp.toml; }
version=$(said Version)
build=$(said Build)
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ && $build =~ ^[0-9]+$ ]] || { echo "FyneApp.toml: Version is to be 1.2.3 and Build a number, not '$version' and '$build'" >&2; exit 1; }

# The drawing is one; Windows wants it in every size it shows, small ones as pixels
# rather than PNG.
sizes=(16 20 24 32 40 48 64)
for size in "${sizes[@]}" 256; do
	convert assets/icons/app.png -filter Lanczos -resize "${size}x${size}" -strip "$out/$size.png"
done
convert $(printf "$out/%s.png " "${sizes[@]}") "$out/256.png" "$out/app.ico"

sed -e "s/@VERSION@/$version.$build/" scripts/windows/unionledger.manifest >"$out/unionledger.manifest"
sed -e "s/@VERSION@/$version/g" -e "s/@NUMBERS@/${version//./,},$build/g" -e "s/@NAME@/$(said Name)/g" -e "s|@OUT@|$out|g" \
	scripts/windows/unionledger.rc >"$out/unionledger.rc"
x86_64-w64-mingw32-windres --codepage=65001 -O coff -o rsrc_windows_amd64.syso "$out/unionledger.rc"

# OpenGL is bound when it is first called and not when the program starts: by then
# the program has seen to which opengl32.dll there is (app/platform/opengl).
printf 'LIBRARY opengl32.dll\nEXPORTS\nwglGetProcAddress\n' >"$out/opengl32.def"
x86_64-w64-mingw32-dlltool -m i386:x86-64 -d "$out/opengl32.def" -y "$out/delay/libopengl32.a"
