-- Fields that a unit adds to its members itself. What they are called and hold
-- stands in own_field; the values stand beside the member, under the same id, so
-- that who adds none pays nothing. id of own_field is the number of the column.

CREATE TABLE own_field (
  id    INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 20),
  label TEXT NOT NULL,
  kind  TEXT NOT NULL,
  words TEXT,
  hint  TEXT,
  sort  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE member_own (
  id    INTEGER PRIMARY KEY REFERENCES member(id),
  own1  ANY, own2  ANY, own3  ANY, own4  ANY, own5  ANY,
  own6  ANY, own7  ANY, own8  ANY, own9  ANY, own10 ANY,
  own11 ANY, own12 ANY, own13 ANY, own14 ANY, own15 ANY,
  own16 ANY, own17 ANY, own18 ANY, own19 ANY, own20 ANY
) STRICT;

INSERT INTO table_label (tbl, label, name_column) VALUES
  ('own_field', '自定义项', 'label'),
  ('member_own', '会员自定义项', '(SELECT name FROM member WHERE member.id = member_own.id)');
