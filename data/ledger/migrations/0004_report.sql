-- What was exported for the union above, and when.

CREATE TABLE report_run (
  id      INTEGER PRIMARY KEY,
  profile TEXT NOT NULL,
  name    TEXT NOT NULL,
  as_of   TEXT NOT NULL,
  made_on TEXT NOT NULL,
  file    TEXT NOT NULL,
  rows    INTEGER NOT NULL,
  errors  INTEGER NOT NULL
) STRICT;
CREATE INDEX report_run_profile ON report_run(profile, id);

INSERT INTO table_label (tbl, label, name_column) VALUES ('report_run', '上报记录', 'name || '' '' || as_of');
