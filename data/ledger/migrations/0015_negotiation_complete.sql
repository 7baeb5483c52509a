-- What a round of negotiation holds beside its main facts, a table a list. Where a list
-- has rows, the counts and dates that the round states in sum follow from it. Deadlines
-- are computed, here too.

ALTER TABLE negotiation_representative ADD COLUMN id_card TEXT;
ALTER TABLE negotiation_representative ADD COLUMN age INTEGER;
ALTER TABLE negotiation_representative ADD COLUMN votes INTEGER;
ALTER TABLE negotiation_representative ADD COLUMN disabled INTEGER;
ALTER TABLE negotiation_representative ADD COLUMN since TEXT;
ALTER TABLE negotiation_representative ADD COLUMN vacated TEXT;

-- 职工意见征集
CREATE TABLE negotiation_opinion (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  topic          TEXT NOT NULL,
  people         INTEGER,
  position       TEXT,
  adopted        INTEGER
) STRICT;
CREATE INDEX negotiation_opinion_round ON negotiation_opinion(negotiation_id);

-- 资料清单
CREATE TABLE negotiation_info (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  item           TEXT NOT NULL,
  asked          TEXT,
  given          TEXT,
  giver          TEXT,
  taker          TEXT,
  note           TEXT
) STRICT;
CREATE INDEX negotiation_info_round ON negotiation_info(negotiation_id);

-- 中止协商
CREATE TABLE negotiation_suspension (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  since          TEXT NOT NULL,
  until          TEXT,
  consent        INTEGER,
  next_date      TEXT,
  next_place     TEXT,
  next_content   TEXT,
  note           TEXT
) STRICT;
CREATE INDEX negotiation_suspension_round ON negotiation_suspension(negotiation_id);

-- 职代会表决
CREATE TABLE negotiation_vote (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  date           TEXT NOT NULL,
  session        TEXT,
  renegotiated   TEXT,
  entitled       INTEGER,
  present        INTEGER,
  agreed         INTEGER,
  against        INTEGER,
  abstained      INTEGER,
  note           TEXT
) STRICT;
CREATE INDEX negotiation_vote_round ON negotiation_vote(negotiation_id);

-- 报送和审查
CREATE TABLE negotiation_filing (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  filed          TEXT NOT NULL,
  copies         INTEGER,
  filed_to       TEXT,
  accept_no      TEXT,
  accepted       TEXT,
  objection      INTEGER,
  objected       TEXT,
  opinion        TEXT,
  opinion_no     TEXT,
  note           TEXT
) STRICT;
CREATE INDEX negotiation_filing_round ON negotiation_filing(negotiation_id);

-- 覆盖企业名录 of a contract of a trade or an area
CREATE TABLE negotiation_firm (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  name           TEXT NOT NULL,
  credit_code    TEXT,
  head           TEXT,
  staff          INTEGER,
  members        INTEGER,
  signed         TEXT,
  note           TEXT
) STRICT;
CREATE INDEX negotiation_firm_round ON negotiation_firm(negotiation_id);

-- 工价表
CREATE TABLE negotiation_price (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  process        TEXT NOT NULL,
  work_type      TEXT,
  unit           TEXT,
  last_fen       INTEGER,
  agreed_fen     INTEGER,
  note           TEXT
) STRICT;
CREATE INDEX negotiation_price_round ON negotiation_price(negotiation_id);

-- 能级工资标准
CREATE TABLE negotiation_grade (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  category       TEXT NOT NULL,
  condition      TEXT NOT NULL,
  standard_fen   INTEGER,
  per            TEXT,
  people         INTEGER,
  note           TEXT
) STRICT;
CREATE INDEX negotiation_grade_round ON negotiation_grade(negotiation_id);

-- 履约检查, and what it found clause by clause
CREATE TABLE negotiation_inspection (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  date           TEXT NOT NULL,
  inspectors     TEXT,
  found          TEXT,
  mended         TEXT,
  chiefs_signed  INTEGER
) STRICT;
CREATE INDEX negotiation_inspection_round ON negotiation_inspection(negotiation_id);
CREATE TABLE negotiation_finding (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  date           TEXT NOT NULL,
  clause         TEXT NOT NULL,
  result         TEXT NOT NULL,
  note           TEXT
) STRICT;
CREATE INDEX negotiation_finding_round ON negotiation_finding(negotiation_id);

-- 履行情况报告 to the congress
CREATE TABLE negotiation_performance (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  date           TEXT NOT NULL,
  session        TEXT,
  reporter       TEXT,
  summary        TEXT
) STRICT;
CREATE INDEX negotiation_performance_round ON negotiation_performance(negotiation_id);

-- 变更 and 解除 of the contract
CREATE TABLE negotiation_change (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  kind           TEXT NOT NULL,
  asked          TEXT,
  asked_by       TEXT,
  grounds        TEXT NOT NULL,
  proof          TEXT,
  content        TEXT,
  congress       TEXT,
  entitled       INTEGER,
  present        INTEGER,
  agreed         INTEGER,
  signed         TEXT,
  filed          TEXT,
  effective      TEXT
) STRICT;
CREATE INDEX negotiation_change_round ON negotiation_change(negotiation_id);

-- 质效评估 and 示范单位 self-assessment
CREATE TABLE negotiation_score (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  form           TEXT NOT NULL,
  heading        TEXT NOT NULL,
  item           TEXT NOT NULL,
  points         REAL,
  own            REAL,
  evidence       TEXT
) STRICT;
CREATE INDEX negotiation_score_round ON negotiation_score(negotiation_id);

-- Figures of a year that a negotiation leans on (人均工资, CPI, 工资指导线, …)
CREATE TABLE wage_indicator (
  id     INTEGER PRIMARY KEY,
  year   INTEGER NOT NULL,
  item   TEXT NOT NULL,
  value  REAL NOT NULL,
  source TEXT,
  UNIQUE (year, item)
) STRICT;

-- The unit's own rule profiles and holiday arrangements: the text of the file that the
-- program ships such things in. One with the key of a shipped one takes its place.
CREATE TABLE rule_profile (
  id   INTEGER PRIMARY KEY,
  key  TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE calendar_year (
  id   INTEGER PRIMARY KEY,
  year INTEGER NOT NULL UNIQUE,
  text TEXT NOT NULL
) STRICT;

-- Documents of a negotiation whose wording the unit has changed in its editor; the file
-- lies among the contents of attachments. shipped is the hash of the one it began from.
CREATE TABLE document_template (
  id      INTEGER PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL,
  sha256  TEXT NOT NULL,
  since   TEXT NOT NULL,
  shipped TEXT NOT NULL
) STRICT;

INSERT INTO table_label (tbl, label, name_column) VALUES
  ('negotiation_opinion', '职工意见', 'topic'),
  ('negotiation_info', '协商资料', 'item'),
  ('negotiation_suspension', '中止协商', 'since'),
  ('negotiation_vote', '职代会表决', 'date'),
  ('negotiation_filing', '报送', 'filed'),
  ('negotiation_firm', '覆盖企业', 'name'),
  ('negotiation_price', '工价', 'process'),
  ('negotiation_grade', '能级工资标准', 'condition'),
  ('negotiation_inspection', '履约检查', 'date'),
  ('negotiation_finding', '履约检查条款', 'clause'),
  ('negotiation_performance', '履行情况报告', 'date'),
  ('negotiation_change', '变更或解除', 'kind'),
  ('negotiation_score', '评分', 'item'),
  ('wage_indicator', '工资参考数据', 'item'),
  ('rule_profile', '规则档', 'name'),
  ('document_template', '协商文书模板', 'name'),
  ('calendar_year', '放假安排', 'year');
