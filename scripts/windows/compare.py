"""Holds the workbooks below two folders against each other, cell by cell.

    compare.py FOLDER FOLDER

Exit 1 and the first cells that differ, or what is on one side alone.
"""

import json
import pathlib
import subprocess
import sys


def workbooks(folder):
    return {p.relative_to(folder): p for p in sorted(folder.rglob("*.xlsx"))}


def cells(path):
    """Every cell of a workbook that is not empty: (sheet, row, column) to value."""
    run = subprocess.run([sys.executable, "scripts/check-workbook.py", path], capture_output=True, text=True, check=True)
    return {
        (sheet, r + 1, c + 1): value
        for sheet, rows in json.loads(run.stdout).items()
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    }


one, two = (workbooks(pathlib.Path(a)) for a in sys.argv[1:3])
if one.keys() != two.keys():
    sys.exit(f"not on both sides: {sorted(map(str, one.keys() ^ two.keys()))}")
total = 0
for name in one:
    a, b = cells(one[name]), cells(two[name])
    wrong = [(at, a.get(at), b.get(at)) for at in sorted(a.keys() | b.keys()) if a.get(at) != b.get(at)]
    for at, left, right in wrong[:10]:
        print(f"{name} {at}: {left!r} and {right!r}", file=sys.stderr)
    if wrong:
        sys.exit(f"{name}: {len(wrong)} cells differ")
    total += len(a)
if not total:
    sys.exit("nothing was compared")
print(f"{len(one)} workbooks, {total} cells: the same")
