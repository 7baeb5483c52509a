-- The bodies of the union, their terms and the people in their posts; the
-- certificates of the union as a legal person; the figures a clerk gives once a year.

ALTER TABLE union_group ADD COLUMN leader_member INTEGER REFERENCES member(id);

CREATE TABLE union_body (
  id   INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  sort INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind)
) STRICT;

CREATE TABLE union_term (
  id            INTEGER PRIMARY KEY,
  body_id       INTEGER NOT NULL REFERENCES union_body(id),
  number        INTEGER,
  term_start    TEXT,
  years         INTEGER,
  term_end      TEXT,
  elected       TEXT,
  election_form TEXT,
  meeting       TEXT,
  minutes       TEXT,
  approval_no   TEXT,
  approval_date TEXT,
  note          TEXT
) STRICT;
CREATE INDEX union_term_body ON union_term(body_id);

CREATE TABLE union_post (
  id         INTEGER PRIMARY KEY,
  term_id    INTEGER NOT NULL REFERENCES union_term(id),
  member_id  INTEGER REFERENCES member(id),
  name       TEXT NOT NULL,
  post       TEXT NOT NULL,
  from_date  TEXT,
  to_date    TEXT,
  work_form  TEXT,
  phone      TEXT,
  note       TEXT
) STRICT;
CREATE INDEX union_post_term ON union_post(term_id);
CREATE INDEX union_post_member ON union_post(member_id) WHERE member_id IS NOT NULL;

CREATE TABLE union_certificate (
  id           INTEGER PRIMARY KEY,
  number       TEXT,
  issuer       TEXT,
  issued       TEXT,
  valid_from   TEXT,
  valid_to     TEXT,
  legal_person TEXT,
  address      TEXT,
  funds_fen    INTEGER,
  note         TEXT
) STRICT;

-- What the clerk counted or was told, as of a day; what the roster gives for that
-- day is derived.
CREATE TABLE union_year (
  id               INTEGER PRIMARY KEY,
  as_of            TEXT NOT NULL UNIQUE,
  staff            INTEGER,
  women_staff      INTEGER,
  migrant_staff    INTEGER,
  dispatch_staff   INTEGER,
  members          INTEGER,
  women_members    INTEGER,
  migrant_members  INTEGER,
  dispatch_members INTEGER,
  full_time        INTEGER,
  part_time        INTEGER,
  hardship         INTEGER,
  models           INTEGER,
  funds_fen        INTEGER,
  note             TEXT
) STRICT;

INSERT INTO table_label (tbl, label, name_column) VALUES
  ('union_body', '工会机构', 'kind'),
  ('union_term', '任期', '(SELECT kind FROM union_body WHERE union_body.id = body_id) || coalesce(''第'' || number || ''届'', '''')'),
  ('union_post', '任职', 'name || '' '' || post'),
  ('union_certificate', '法人资格证书', 'coalesce(number, ''未填编号'')'),
  ('union_year', '年度数字', 'as_of');
