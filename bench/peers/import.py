#!/usr/bin/python3
"""Peer for the import: the script a handy colleague would write. Reads the first
sheet of a roster workbook with openpyxl's streaming reader and puts its rows into
a new SQLite file, in one transaction. Checks nothing, keeps no journal.

    import.py ROSTER.xlsx NEW.db
"""

import sqlite3
import sys

import openpyxl

roster, target = sys.argv[1:]
book = openpyxl.load_workbook(roster, read_only=True)
rows = book.worksheets[0].iter_rows(values_only=True)
header = next(row for row in rows if sum(cell is not None for cell in row) > 5)
width = len(header)
name = next(i for i, label in enumerate(header) if label and "姓名" in label)
number = next(i for i, label in enumerate(header) if label and "证件号码" in label)

db = sqlite3.connect(target)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = FULL")
columns = ", ".join(f"c{i} TEXT" for i in range(width))
db.execute(f"CREATE TABLE member (id INTEGER PRIMARY KEY, {columns})")
db.execute(f"CREATE INDEX member_name ON member(c{name}, id)")
db.execute(f"CREATE INDEX member_number ON member(c{number})")
names = ", ".join(f"c{i}" for i in range(width))
marks = ", ".join("?" * width)
with db:
    db.executemany(f"INSERT INTO member ({names}) VALUES ({marks})",
                   (row for row in rows if row[name] is not None))
print(db.execute("SELECT count(*) FROM member").fetchone()[0])
