"""Makes an empty ledger as an older program left it.

    old-ledger.py VERSION FILE
"""
import pathlib
import re
import sqlite3
import sys

version, path = int(sys.argv[1]), sys.argv[2]
source = pathlib.Path("data/ledger")
mark = re.search(r"applicationID = (\w+)", "".join(p.read_text("utf-8") for p in source.glob("*.go")))
db = sqlite3.connect(path)
for script in sorted(source.glob("migrations/*.sql"))[:version]:
    db.executescript(script.read_text("utf-8"))
db.execute(f"PRAGMA application_id = {int(mark[1], 0)}")
db.execute(f"PRAGMA user_version = {version}")
db.close()
