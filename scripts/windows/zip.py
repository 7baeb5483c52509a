"""Packs a folder so that the same files always give the same zip, with names in
UTF-8, which Windows' own unpacking reads.

    zip.py ZIP FOLDER NAME_IN_THE_ZIP
"""

import os
import pathlib
import sys
import time
import zipfile


def pack(target, folder, name):
    moment = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # Windows: no rights of another system to carry over
            archive.writestr(entry, path.read_bytes(), compresslevel=9)


pack(sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3])
