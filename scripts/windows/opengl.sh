#!/usr/bin/env bash
# Builds the software OpenGL that stands by where Windows has none of its own: Mesa's
# softpipe, two libraries, from the source package of Debian 12. They come to FOLDER
# together with their licence.
#
#     scripts/windows/opengl.sh FOLDER
#
# What was built once is kept below $XDG_CACHE_HOME, under a name that changes with
# this recipe, so that neither another clone nor `make clean` costs the ten minutes
# again. MESA_SOURCE names the source archive where it is already at hand.
set -euo pipefail
here=$(realpath "$0")
folder=$(realpath -m "$1")
version=22.3.6
sha256=737cb8e5d380ce1a0ad01fb8b74db7f27303435c353e753d2302e8cf3927bad2
key=$(sha256sum "$here" | cut -c 1-12)
kept=${XDG_CACHE_HOME:-$HOME/.cache}/unionledger/opengl-$version-$key

say() { printf '%s\n' "$@" >&2; }

# deliver copies what is kept.
deliver() {
	mkdir -p "$folder"
	cp "$kept"/* "$folder/"
	exit 0
}
[ ! -e "$kept/LICENSE.txt" ] || deliver

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# source_package fetches the source from where this system gets its packages, without
# touching the system's own list.
source_package() {
	mkdir -p parts state/lists/partial cache/archives/partial
	local list
	for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
		[ ! -f "$list" ] || sed 's/^deb /deb-src /' "$list" >"parts/$(basename "$list")"
	done
	for list in /etc/apt/sources.list.d/*.sources; do
		[ ! -f "$list" ] || sed 's/^Types:.*/Types: deb-src/' "$list" >"parts/$(basename "$list")"
	done
	local apt=(apt-get -q -o "Dir::State=$work/state" -o Dir::State::status=/var/lib/dpkg/status
		-o "Dir::Cache=$work/cache" -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$work/parts")
	"${apt[@]}" update && "${apt[@]}" source --download-only mesa
}

archive=${MESA_SOURCE:-}
if [ -z "$archive" ]; then
	source_package >fetch.log 2>&1 || { cat fetch.log >&2; say "The source package mesa could not be fetched. Is there a network?"; exit 1; }
	archive=mesa_$version.orig.tar.gz
fi
if ! echo "$sha256  $archive" | sha256sum --check --status 2>/dev/null; then
	say "This recipe is for mesa $version, the source package of Debian 12, which was not found here." \
		"Fetch mesa_$version.orig.tar.gz and name it: MESA_SOURCE=…/mesa_$version.orig.tar.gz make windows"
	exit 1
fi
mkdir mesa
tar -xf "$archive" -C mesa --strip-components 1

# A sampler keeps its last tiles of texture; a quarter of them halves the memory of
# the whole program and costs no time that could be measured.
sed -i 's/\(#define NUM_TEX_TILE_ENTRIES\) 16/\1 4/' mesa/src/gallium/drivers/softpipe/sp_tex_tile_cache.h
grep -q 'NUM_TEX_TILE_ENTRIES 4' mesa/src/gallium/drivers/softpipe/sp_tex_tile_cache.h

host=x86_64-w64-mingw32
cat >cross.ini <<INI
[binaries]
c = '$host-gcc-posix'
cpp = '$host-g++-posix'
ar = '$host-ar'
strip = '$host-strip'
windres = '$host-windres'

[host_machine]
system = 'windows'
cpu_family = 'x86_64'
cpu = 'x86_64'
endian = 'little'

[built-in options]
c_link_args = ['-static', '-static-libgcc', '-Wl,--no-insert-timestamp']
cpp_link_args = ['-static', '-static-libgcc', '-static-libstdc++', '-Wl,--no-insert-timestamp']
INI

# Debian's python, meson and mako belong together; another python found first has no mako.
export PATH=/usr/bin:$PATH
say "building the software OpenGL, about ten minutes of processor time"
{
	meson setup made mesa --cross-file cross.ini --buildtype=release -Doptimization=2 -Db_ndebug=true \
		-Dplatforms=windows -Dgallium-drivers=swrast -Dvulkan-drivers= -Dllvm=disabled \
		-Dopengl=true -Dgles1=disabled -Dgles2=disabled -Degl=disabled -Dosmesa=false \
		-Dshared-glapi=disabled -Dshader-cache=disabled -Dzlib=disabled -Dzstd=disabled \
		-Dvideo-codecs= -Dbuild-tests=false -Dmin-windows-version=7
	ninja -C made src/gallium/targets/wgl/libgallium_wgl.dll src/gallium/targets/libgl-gdi/opengl32.dll
} >build.log 2>&1 || { tail -n 30 build.log >&2; say "the software OpenGL could not be built"; exit 1; }

mkdir -p "$kept"
"$host-strip" -o "$kept/libgallium_wgl.dll" made/src/gallium/targets/wgl/libgallium_wgl.dll
"$host-strip" -o "$kept/opengl32.dll" made/src/gallium/targets/libgl-gdi/opengl32.dll
{ # last, since it says that all is there
	printf 'Mesa %s, softpipe. Unchanged but for one number: NUM_TEX_TILE_ENTRIES is 4.\n\n' "$version"
	sed -n '1,$p' mesa/docs/license.rst
} >"$work/licence"
mv "$work/licence" "$kept/LICENSE.txt"
deliver
