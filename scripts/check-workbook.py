#!/usr/bin/env python3
"""Read a workbook the way other programs see it, and print its cells as JSON.

    python3 scripts/check-workbook.py FILE --mode normal|readonly|libreoffice

normal       openpyxl, whole file in memory
readonly     openpyxl's streaming reader, which trusts the sheet's <dimension>
libreoffice  LibreOffice opens the file and saves it anew as xlsx; the new file
             is then read as in normal, so what LibreOffice dropped is missing

Prints {sheet name: [[cell, ...], ...]}, rows and columns from A1 on, blanks at
the end of a row and blank rows at the end of a sheet left out. A cell is null,
a string, a number or true/false as the workbook types it; a date is written
YYYY-MM-DD (with " hh:mm:ss" behind it where it has a time), a formula is
{"formula": "=..."}, so a text that begins with = can be told from a formula.

Exit 0 when the workbook was read, 1 when it could not be, 2 on wrong use.
"""

import argparse
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

DEBIAN_PYTHON = "/usr/bin/python3"

try:
    import openpyxl
except ImportError:
    # The python3 found first may be another than the one Debian's
    # python3-openpyxl belongs to: start over with that one, once.
    same = os.path.realpath(sys.executable) == os.path.realpath(DEBIAN_PYTHON)
    if same or not os.access(DEBIAN_PYTHON, os.X_OK):
        sys.exit("check-workbook: openpyxl is missing; run make setup")
    os.execv(DEBIAN_PYTHON, [DEBIAN_PYTHON, *sys.argv])


def plain(cell):
    """The value of one cell as JSON can carry it."""
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return {"formula": str(value)}
    if isinstance(value, datetime.datetime):
        day = value.date().isoformat()
        clock = value.time()
        return day if clock == datetime.time(0) else f"{day} {clock:%H:%M:%S}"
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return str(value)
    return value


def trimmed(cells):
    """The list without the blanks at its end."""
    end = len(cells)
    while end and (cells[end - 1] is None or cells[end - 1] == []):
        end -= 1
    return cells[:end]


def read(path, read_only):
    """All sheets of the workbook, hidden ones too, in order."""
    book = openpyxl.load_workbook(path, read_only=read_only)
    try:
        return {
            sheet.title: trimmed([trimmed([plain(c) for c in row]) for row in sheet.iter_rows()])
            for sheet in book.worksheets
        }
    finally:
        book.close()


def through_libreoffice(path):
    """The sheets of a copy that LibreOffice has opened and saved."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if not soffice:
        raise RuntimeError("LibreOffice is missing; run make setup")
    with tempfile.TemporaryDirectory(prefix="check-workbook-") as folder:
        # A profile of its own: two runs at once would else wait for each other,
        # and the second silently do nothing.
        profile = pathlib.Path(folder, "profile").as_uri()
        saved = pathlib.Path(folder, "saved")
        run = subprocess.run(
            [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore",
             "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(saved), str(path)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=180, check=False)
        made = list(saved.glob("*.xlsx"))
        if run.returncode != 0 or len(made) != 1:
            raise RuntimeError(f"LibreOffice could not open the file: {run.stdout}{run.stderr}")
        return read(made[0], read_only=False)


def main():
    parser = argparse.ArgumentParser(description="print the cells of a workbook as JSON")
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--mode", choices=["normal", "readonly", "libreoffice"], default="normal")
    args = parser.parse_args()
    try:
        if args.mode == "libreoffice":
            sheets = through_libreoffice(args.file.resolve(strict=True))
        else:
            sheets = read(args.file, read_only=args.mode == "readonly")
    except Exception as err:  # whatever the reader stumbles over is the answer
        print(f"check-workbook: {args.file}: {err}", file=sys.stderr)
        return 1
    json.dump(sheets, sys.stdout, ensure_ascii=False)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
