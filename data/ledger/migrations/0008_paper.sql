-- Papers whose wording the unit has changed. shipped is a mark of the shipped
-- wording the change began from, so that a newer one can be told of.

CREATE TABLE paper_template (
  id      INTEGER PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL,
  text    TEXT NOT NULL,
  since   TEXT NOT NULL,
  shipped TEXT NOT NULL
) STRICT;

INSERT INTO table_label (tbl, label, name_column) VALUES ('paper_template', '文书模板', 'name');
