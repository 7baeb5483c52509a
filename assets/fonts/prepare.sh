#!/bin/sh
# Remakes the two bundled faces from the npm package
# @expo-google-fonts/noto-sans-sc (SIL Open Font License 1.1).
#
#   assets/fonts/prepare.sh FOLDER
#
# FOLDER is the unpacked package, the one that holds 400Regular and 700Bold.
# Needs pyftsubset (fonttools) and python3.
#
# Why the fonts are not shipped as they come: Fyne's shaper rebuilds the layout
# tables for every string, which is most of the time spent in scrolling a grid.
# Chinese needs none of them. Regular keeps every character, because people's
# names need the rare ones; Bold is for headings, so GB 2312 is enough.
set -eu

if [ $# -ne 1 ]; then
    echo "usage: $0 FOLDER (unpacked @expo-google-fonts/noto-sans-sc)" >&2
    exit 2
fi
from=$1
here=$(cd "$(dirname "$0")" && pwd)
plain="--layout-features= --drop-tables+=GSUB,GPOS,GDEF,vhea,vmtx,BASE,VORG,STAT \
    --no-hinting --notdef-outline --desubroutinize"

# GB 2312 with the ranges a heading may hold besides: Latin with accents (pinyin
# tones), punctuation, currency, circled numbers, arrows, mathematical signs,
# Chinese and full-width punctuation.
bold=$(mktemp)
trap 'rm -f "$bold"' EXIT
python3 - "$bold" <<'PY'
import sys
points = set(range(0x20, 0x7F)) | set(range(0xA0, 0x250)) | set(range(0x2000, 0x2070))
for low, high in ((0x20A0, 0x20C0), (0x2100, 0x2200), (0x2200, 0x2300),
                  (0x2460, 0x2500), (0x25A0, 0x2640), (0x3000, 0x3040), (0xFF00, 0xFFF0)):
    points |= set(range(low, high))
for first in range(0xA1, 0xF8):
    for second in range(0xA1, 0xFF):
        try:
            points.add(ord(bytes((first, second)).decode("gb2312")))
        except UnicodeDecodeError:
            pass
with open(sys.argv[1], "w") as out:
    out.write("\n".join("%04X" % p for p in sorted(points)))
PY

# shellcheck disable=SC2086 # the options are meant to be split
pyftsubset "$from/400Regular/NotoSansSC_400Regular.ttf" --unicodes='*' $plain \
    --output-file="$here/NotoSansSC-Regular.ttf"
# shellcheck disable=SC2086
pyftsubset "$from/700Bold/NotoSansSC_700Bold.ttf" --unicodes-file="$bold" $plain \
    --output-file="$here/NotoSansSC-Bold.ttf"
cp "$from/LICENSE_FONT" "$here/OFL.txt"
ls -l "$here"
