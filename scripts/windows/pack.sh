#!/usr/bin/env bash
# Puts what Windows gets into one file: the installer, which needs no administrator,
# or the zip that is unpacked anywhere and keeps everything beside itself.
#
#     scripts/windows/pack.sh installer|portable EXE OPENGL_FOLDER
#
# The same sources give the same file. Where a certificate is given the program, the
# installer and its uninstaller are signed: see scripts/windows/sign.sh.
set -euo pipefail
kind=$1
exe=$(realpath "$2")
opengl=$(realpath "$3")
cd "$(dirname "$0")/../.."
out=$PWD/build
files=$out/windows/$kind
version=$(sed -n 's/^ *Version = "\(.*\)"$/\1/p' FyneApp.toml)
number=$(sed -n 's/^ *Build = \([0-9]*\)$/\1/p' FyneApp.toml)

# Everything bears the day of the change that was packed, not the day of packing.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y FyneApp.toml)}
export SOURCE_DATE_EPOCH

rm -rf "$files"
mkdir -p "$files/opengl" "$files/licences"
cp "$exe" "$files/unionledger.exe"
cp "$opengl"/*.dll "$opengl/LICENSE.txt" "$files/opengl/"
cp LICENSE "$files/licences/LICENSE.txt"
cp NOTICE "$files/licences/NOTICE.txt"
cp THIRD_PARTY.md "$files/licences/"
scripts/windows/sign.sh "$files/unionledger.exe"
# Old editors of Windows want line ends of two signs, and a mark to know UTF-8 by.
[ "$kind" = installer ] || sed -e '1s/^/\xef\xbb\xbf/' -e 's/$/\r/' scripts/windows/portable.txt >"$files/portable.txt"
find "$files" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +

case $kind in
installer)
	made=$out/工会台账-$version-安装程序.exe
	size=$(du -sk --apparent-size "$files" | cut -f 1)
	makensis -V2 -INPUTCHARSET UTF8 -DVERSION="$version" -DNUMBER="$version.$number" -DFILES="$files" -DSIZE="$size" \
		-DICON="$out/windows/app.ico" -DSIGN="$PWD/scripts/windows/sign.sh" -DOUT="$made" scripts/windows/installer.nsi
	scripts/windows/sign.sh "$made"
	;;
portable)
	made=$out/工会台账-$version-便携版.zip
	python3 scripts/windows/zip.py "$made" "$files" 工会台账
	;;
*)
	echo "installer or portable, not '$kind'" >&2
	exit 2
	;;
esac
echo "$(stat -c %s "$made" | numfmt --to=iec-i --suffix=B --format=%.1f)  $made"
