-- The journal, the settings, the unit and its union, groups and members.

CREATE TABLE journal_operation (
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  title    TEXT NOT NULL,
  operator TEXT NOT NULL,
  at       TEXT NOT NULL,
  undoes   INTEGER REFERENCES journal_operation(id),
  changes  INTEGER NOT NULL,
  prev     BLOB NOT NULL,
  hash     BLOB NOT NULL
) STRICT;
CREATE INDEX journal_operation_undoes ON journal_operation(undoes) WHERE undoes IS NOT NULL;

-- The columns of a table as they were when its rows were journalled.
CREATE TABLE journal_shape (
  id      INTEGER PRIMARY KEY,
  tbl     TEXT NOT NULL,
  columns TEXT NOT NULL,
  UNIQUE (tbl, columns)
) STRICT;

-- The rows an operation changed, in blocks of one table each, so that an import of
-- a hundred thousand rows costs a few hundred lines here. data holds a line per
-- change: [row, action, old, new], old and new being whole rows as arrays in the
-- order of the shape, changed columns only (in objects) for an update. op has no
-- foreign key because the operation is written last, when its hash is known.
CREATE TABLE journal_block (
  id        INTEGER PRIMARY KEY,
  op        INTEGER NOT NULL,
  shape     INTEGER NOT NULL,
  tbl       TEXT NOT NULL,
  first_row INTEGER NOT NULL,
  last_row  INTEGER NOT NULL,
  changes   INTEGER NOT NULL,
  data      TEXT NOT NULL
) STRICT;
CREATE INDEX journal_block_op  ON journal_block(op);
CREATE INDEX journal_block_row ON journal_block(tbl, first_row, last_row);

-- What people call a table, and the expression that names one of its rows.
CREATE TABLE table_label (
  tbl         TEXT PRIMARY KEY,
  label       TEXT NOT NULL,
  name_column TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  id    INTEGER PRIMARY KEY,
  key   TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE enterprise (
  id             INTEGER PRIMARY KEY CHECK (id = 1),
  name           TEXT,
  credit_code    TEXT,
  address        TEXT,
  district       TEXT,
  nature         TEXT,
  economy        TEXT,
  industry       TEXT,
  above_scale    INTEGER,
  staff          INTEGER,
  women_staff    INTEGER,
  migrant_staff  INTEGER,
  dispatch_staff INTEGER,
  legal_person   TEXT,
  phone          TEXT
) STRICT;

CREATE TABLE trade_union (
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  name         TEXT,
  credit_code  TEXT,
  upper_union  TEXT,
  town         TEXT,
  kind         TEXT,
  founded      TEXT,
  chair        TEXT,
  phone        TEXT,
  clerk        TEXT,
  term_start   TEXT,
  term_end     TEXT,
  certificate_end TEXT,
  bank         TEXT,
  bank_account TEXT
) STRICT;

CREATE TABLE union_group (
  id        INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES union_group(id),
  name      TEXT NOT NULL,
  kind      TEXT NOT NULL DEFAULT '工会小组',
  leader    TEXT,
  sort      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX union_group_parent ON union_group(parent_id);

CREATE TABLE member (
  id                INTEGER PRIMARY KEY,
  name              TEXT NOT NULL,
  name_key          TEXT NOT NULL,
  gender            TEXT,
  ethnicity         TEXT,
  id_type           TEXT,
  id_number         TEXT,
  id_as_written     TEXT,
  birth_date        TEXT,
  education         TEXT,
  political         TEXT,
  phone             TEXT,
  hukou_type        TEXT,
  hukou_place       TEXT,
  native_place      TEXT,
  home_address      TEXT,
  employment_status TEXT,
  skill_level       TEXT,
  migrant           INTEGER,
  workplace         TEXT,
  join_date         TEXT,
  join_way          TEXT,
  post              TEXT,
  employment        TEXT,
  department        INTEGER REFERENCES union_group(id),
  dues_base_fen     INTEGER,
  emp_no            TEXT,
  card_no           TEXT,
  note              TEXT
) STRICT;
CREATE INDEX member_name_key ON member(name_key, id);
CREATE INDEX member_id_number ON member(id_number) WHERE id_number IS NOT NULL;
CREATE INDEX member_department ON member(department);

-- A membership is the sum of its events; nothing else says who is a member.
CREATE TABLE membership_event (
  id        INTEGER PRIMARY KEY,
  member_id INTEGER NOT NULL REFERENCES member(id),
  kind      TEXT NOT NULL,
  date      TEXT,
  reason    TEXT,
  document  TEXT,
  minute_no TEXT,
  other_union TEXT,
  dues_from TEXT,
  note      TEXT
) STRICT;
-- Covers the question asked most: the last event of a member as of a day.
CREATE INDEX membership_event_member ON membership_event(member_id, date, id, kind, dues_from);

INSERT INTO table_label (tbl, label, name_column) VALUES
  ('setting', '设置', 'key'),
  ('enterprise', '单位', 'name'),
  ('trade_union', '工会', 'name'),
  ('union_group', '工会小组', 'name'),
  ('member', '会员', 'name'),
  ('membership_event', '会籍记录', '(SELECT name FROM member WHERE member.id = member_id)');
