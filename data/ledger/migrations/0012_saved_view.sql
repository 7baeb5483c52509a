-- Lists of members that somebody saved under a name: filter, columns, order and
-- grouping, as JSON, since nothing is ever asked of the parts.

CREATE TABLE saved_view (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  content TEXT NOT NULL
) STRICT;

INSERT INTO table_label (tbl, label, name_column) VALUES ('saved_view', '保存的筛选', 'name');
