-- What a report run sent, so that it can be opened again, compared and corrected:
-- source is the kind of its rows; first and last are the months of a report of months; head is the journal's seal
-- before the run; sha256 is the file's; form and sent name contents kept beside the
-- journal, the blank workbook and the rows as written; corrects is the run that this
-- one is sent in the place of; settles lists, as JSON, the returned rows ("answer row")
-- that were mended and went up again with it.
ALTER TABLE report_run ADD COLUMN source TEXT;
ALTER TABLE report_run ADD COLUMN version TEXT;
ALTER TABLE report_run ADD COLUMN first TEXT;
ALTER TABLE report_run ADD COLUMN last TEXT;
ALTER TABLE report_run ADD COLUMN preparer TEXT;
ALTER TABLE report_run ADD COLUMN head TEXT;
ALTER TABLE report_run ADD COLUMN sha256 TEXT;
ALTER TABLE report_run ADD COLUMN form TEXT;
ALTER TABLE report_run ADD COLUMN sent TEXT;
ALTER TABLE report_run ADD COLUMN corrects INTEGER REFERENCES report_run(id);
ALTER TABLE report_run ADD COLUMN settles TEXT;

-- The file of the run an answer was given to; not its number, which may come to mean
-- another run.
ALTER TABLE report_feedback ADD COLUMN answers TEXT;

-- What the unit put beside or in the place of the shipped calendar of reports, one
-- entry each in the words of the shipped file, and what was ticked by hand.
CREATE TABLE report_calendar (
  id   INTEGER PRIMARY KEY,
  key  TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE report_done (
  id     INTEGER PRIMARY KEY,
  key    TEXT NOT NULL,
  name   TEXT NOT NULL,
  period TEXT NOT NULL,
  day    TEXT NOT NULL,
  note   TEXT NOT NULL,
  UNIQUE (key, period)
) STRICT;

INSERT INTO table_label (tbl, label, name_column) VALUES
  ('report_calendar', '上报日历', 'name'),
  ('report_done', '已报的登记', 'name || '' '' || period');
