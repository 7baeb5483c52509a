-- Rounds of collective negotiation: facts only, deadlines are always computed.

CREATE TABLE negotiation (
  id                      INTEGER PRIMARY KEY,
  year                    INTEGER NOT NULL,
  title                   TEXT,
  contract_kind           TEXT NOT NULL,
  sign_kind               TEXT,
  level                   TEXT,
  offer_side              TEXT,
  profile                 TEXT,
  not_done_reason         TEXT,
  note                    TEXT,
  covered                 INTEGER,
  firms                   INTEGER,
  staff                   INTEGER,
  women_staff             INTEGER,
  migrant_staff           INTEGER,
  dispatch_staff          INTEGER,
  members                 INTEGER,
  above_scale             INTEGER,
  reps_elected            TEXT,
  announced               TEXT,
  worker_reps             INTEGER,
  enterprise_reps         INTEGER,
  outside_reps            INTEGER,
  women_reps              INTEGER,
  offered                 TEXT,
  received                TEXT,
  replied                 TEXT,
  supplied                TEXT,
  meeting                 TEXT,
  meetings                INTEGER,
  recorder                TEXT,
  minutes_signed          INTEGER,
  suspended_days          INTEGER,
  suspension_consent      INTEGER,
  negotiated              TEXT,
  congress                TEXT,
  entitled                INTEGER,
  present                 INTEGER,
  agreed                  INTEGER,
  against                 INTEGER,
  abstained               INTEGER,
  rejected                TEXT,
  renegotiated            TEXT,
  signed                  TEXT,
  filed                   TEXT,
  filed_copies            INTEGER,
  filed_to                TEXT,
  accept_no               TEXT,
  accepted                TEXT,
  objection               INTEGER,
  opinion                 TEXT,
  effective               TEXT,
  published               TEXT,
  publish_way             TEXT,
  upper_reported          TEXT,
  checked                 TEXT,
  performance             TEXT,
  valid_from              TEXT,
  valid_to                TEXT,
  last_average_wage_fen   INTEGER,
  agreed_average_wage_fen INTEGER,
  raise_percent           REAL,
  lowest_wage_fen         INTEGER,
  local_minimum_fen       INTEGER,
  terminated              TEXT,
  terminated_filed        TEXT
) STRICT;
CREATE INDEX negotiation_year ON negotiation(year, contract_kind);

CREATE TABLE negotiation_representative (
  id                      INTEGER PRIMARY KEY,
  negotiation_id          INTEGER NOT NULL REFERENCES negotiation(id),
  side                    TEXT NOT NULL,
  name                    TEXT NOT NULL,
  gender                  TEXT,
  post                    TEXT,
  chief                   INTEGER,
  outsider                INTEGER,
  mandate                 INTEGER,
  dispatched              INTEGER,
  elected                 TEXT,
  phone                   TEXT,
  note                    TEXT
) STRICT;
CREATE INDEX negotiation_representative_round ON negotiation_representative(negotiation_id);

CREATE TABLE negotiation_meeting (
  id                      INTEGER PRIMARY KEY,
  negotiation_id          INTEGER NOT NULL REFERENCES negotiation(id),
  date                    TEXT NOT NULL,
  place                   TEXT,
  chair_side              TEXT,
  recorder                TEXT,
  agenda                  TEXT,
  settled                 TEXT,
  open                    TEXT,
  signed                  INTEGER
) STRICT;
CREATE INDEX negotiation_meeting_round ON negotiation_meeting(negotiation_id);

-- What the file of a round holds: documents (文件) and clauses of the contract
-- (条款), each by its title. A row says that it is there.
CREATE TABLE negotiation_mark (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  kind           TEXT NOT NULL,
  item           TEXT NOT NULL,
  copies         INTEGER,
  note           TEXT,
  UNIQUE (negotiation_id, kind, item)
) STRICT;

INSERT INTO table_label (tbl, label, name_column) VALUES
  ('negotiation', '协商轮次', 'coalesce(title, year || '' 年度'' || contract_kind || ''集体协商'')'),
  ('negotiation_representative', '协商代表', 'name'),
  ('negotiation_meeting', '协商会议', 'date'),
  ('negotiation_mark', '协商材料', 'item');
