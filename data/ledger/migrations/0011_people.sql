-- Two records of one person: which was merged into which, and which pairs were
-- looked at and are two people.

-- Set on the event 合并, which ends the record that was merged away.
ALTER TABLE membership_event ADD COLUMN merged_into INTEGER REFERENCES member(id);
CREATE INDEX membership_event_merged ON membership_event(merged_into, member_id) WHERE merged_into IS NOT NULL;

-- Records that are nobody any more: counted on no day, listed and matched nowhere.
CREATE VIEW member_merged AS SELECT member_id AS id, merged_into AS into_id FROM membership_event WHERE merged_into IS NOT NULL;

CREATE TABLE member_distinct (
  id   INTEGER PRIMARY KEY,
  a_id INTEGER NOT NULL REFERENCES member(id),
  b_id INTEGER NOT NULL REFERENCES member(id),
  UNIQUE (a_id, b_id),
  CHECK (a_id < b_id)
) STRICT;

INSERT INTO table_label (tbl, label, name_column) VALUES
  ('member_distinct', '不是同一个人', '(SELECT name FROM member WHERE member.id = a_id) || ''、'' || (SELECT name FROM member WHERE member.id = b_id)');
