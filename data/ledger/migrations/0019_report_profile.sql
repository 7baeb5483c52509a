-- Forms that a unit learnt from workbooks it was handed, every version of each. text is
-- the description, as the program ships its own; the blank workbook lies once under its
-- hash among the contents.

CREATE TABLE report_profile (
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL,
  version  INTEGER NOT NULL,
  name     TEXT NOT NULL,
  added_on TEXT NOT NULL,
  text     TEXT NOT NULL,
  sha256   TEXT NOT NULL,
  UNIQUE (key, version)
) STRICT;

INSERT INTO table_label (tbl, label, name_column) VALUES ('report_profile', '表样', 'name || ''（第 '' || version || '' 版）''');
