-- What the union above answered to an upload, a line for every row of its answer.
-- run tells the answers apart by what they say; class names what is to be done,
-- NULL where nothing is.

CREATE TABLE report_feedback (
  id        INTEGER PRIMARY KEY,
  run       TEXT NOT NULL,
  file      TEXT NOT NULL,
  date      TEXT NOT NULL,
  row       INTEGER NOT NULL,
  member_id INTEGER REFERENCES member(id),
  name      TEXT NOT NULL,
  ok        INTEGER NOT NULL,
  reason    TEXT,
  class     TEXT,
  done      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX report_feedback_run ON report_feedback(run);
CREATE INDEX report_feedback_member ON report_feedback(member_id);
CREATE INDEX report_feedback_open ON report_feedback(id) WHERE class IS NOT NULL AND done = 0;

INSERT INTO table_label (tbl, label, name_column) VALUES ('report_feedback', '上传结果反馈', 'name');
