-- The union's account: subjects by year, cash and bank, vouchers whose entries
-- balance, opening balances, closings; what the employer owes of its wage bill;
-- budget and limits.

CREATE TABLE fund_year (
  id        INTEGER PRIMARY KEY,
  year      INTEGER NOT NULL UNIQUE,
  scheme    TEXT NOT NULL,
  opened_on TEXT NOT NULL
) STRICT;

-- The subjects of a year, taken from its scheme and then the unit's own to change.
-- kind: 收入, 支出, 资产, 负债, 净资产. parent is the code of the subject above.
CREATE TABLE fund_subject (
  id     INTEGER PRIMARY KEY,
  year   INTEGER NOT NULL REFERENCES fund_year(year),
  code   TEXT NOT NULL,
  name   TEXT NOT NULL,
  kind   TEXT NOT NULL,
  parent TEXT,
  unused INTEGER NOT NULL DEFAULT 0,
  UNIQUE (year, code)
) STRICT;

-- Where the money lies. kind: 现金 or 银行, which says the subject it is kept under.
CREATE TABLE fund_account (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  kind    TEXT NOT NULL,
  bank    TEXT,
  number  TEXT,
  unused  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE fund_opening (
  id         INTEGER PRIMARY KEY,
  year       INTEGER NOT NULL,
  subject    TEXT NOT NULL,
  account_id INTEGER REFERENCES fund_account(id),
  amount_fen INTEGER NOT NULL,
  FOREIGN KEY (year, subject) REFERENCES fund_subject(year, code)
) STRICT;
CREATE INDEX fund_opening_year ON fund_opening(year, subject);

-- kind: 收, 付, 转. Numbers run through a month without gaps; a voucher is reversed
-- by another (reverses), never taken away from between others.
CREATE TABLE fund_voucher (
  id        INTEGER PRIMARY KEY,
  year      INTEGER NOT NULL REFERENCES fund_year(year),
  month     INTEGER NOT NULL,
  number    INTEGER NOT NULL,
  date      TEXT NOT NULL,
  kind      TEXT NOT NULL,
  words     TEXT NOT NULL,
  party     TEXT,
  papers    INTEGER NOT NULL DEFAULT 0,
  prepared  TEXT,
  source    TEXT,
  source_id INTEGER,
  reverses  INTEGER REFERENCES fund_voucher(id),
  UNIQUE (year, month, number)
) STRICT;
CREATE INDEX fund_voucher_date ON fund_voucher(date);
CREATE UNIQUE INDEX fund_voucher_reverses ON fund_voucher(reverses) WHERE reverses IS NOT NULL;
CREATE INDEX fund_voucher_source ON fund_voucher(source, source_id) WHERE source IS NOT NULL;

-- One side of a voucher: debit_fen or credit_fen, the other is 0; negative in a voucher
-- that reverses another. year is that of the voucher, so that the subject is known.
CREATE TABLE fund_entry (
  id         INTEGER PRIMARY KEY,
  voucher_id INTEGER NOT NULL REFERENCES fund_voucher(id),
  year       INTEGER NOT NULL,
  line       INTEGER NOT NULL,
  subject    TEXT NOT NULL,
  account_id INTEGER REFERENCES fund_account(id),
  debit_fen  INTEGER NOT NULL DEFAULT 0,
  credit_fen INTEGER NOT NULL DEFAULT 0,
  welfare    TEXT,
  heads      INTEGER,
  UNIQUE (voucher_id, line),
  FOREIGN KEY (year, subject) REFERENCES fund_subject(year, code)
) STRICT;
CREATE INDEX fund_entry_subject ON fund_entry(year, subject);

-- month 0 closes the year.
CREATE TABLE fund_closing (
  id            INTEGER PRIMARY KEY,
  year          INTEGER NOT NULL,
  month         INTEGER NOT NULL,
  closed_on     TEXT NOT NULL,
  reopened_on   TEXT,
  reopen_reason TEXT
) STRICT;
CREATE UNIQUE INDEX fund_closing_stands ON fund_closing(year, month) WHERE reopened_on IS NULL;

-- What the bank's statement says at the end of a month, and what explains that the
-- books say something else: taken in or paid by one of the two only.
CREATE TABLE fund_reconcile (
  id            INTEGER PRIMARY KEY,
  account_id    INTEGER NOT NULL REFERENCES fund_account(id),
  month         TEXT NOT NULL,
  statement_fen INTEGER NOT NULL,
  bank_in_fen   INTEGER NOT NULL DEFAULT 0,
  bank_out_fen  INTEGER NOT NULL DEFAULT 0,
  book_in_fen   INTEGER NOT NULL DEFAULT 0,
  book_out_fen  INTEGER NOT NULL DEFAULT 0,
  note          TEXT,
  made_on       TEXT NOT NULL,
  UNIQUE (account_id, month)
) STRICT;

-- What is closed stays as it is, whoever writes, and also where something is taken
-- back: the sentences reach the user. They are literal, since older SQLite (3.40, what
-- Debian ships for the peers and for rescue) opens no file whose triggers compute them.
-- The voucher that carries a year's surplus over
-- belongs to the closing itself, and comes and goes with it.
CREATE TRIGGER fund_voucher_new BEFORE INSERT ON fund_voucher BEGIN
  SELECT RAISE(ABORT, '凭证所在的月份已经结账，不能再登记或恢复凭证。请先反结账，写明原因。')
  FROM fund_closing WHERE year = NEW.year AND month IN (0, NEW.month) AND reopened_on IS NULL AND NEW.source IS NOT 'year_end';
  SELECT RAISE(ABORT, '这个月的凭证要连号，前面的号还没有恢复，没有改动。请按原来的先后恢复。')
  FROM (SELECT 1 + coalesce(max(number), 0) AS n FROM fund_voucher WHERE year = NEW.year AND month = NEW.month) WHERE n <> NEW.number;
END;
CREATE TRIGGER fund_voucher_gone BEFORE DELETE ON fund_voucher BEGIN
  SELECT RAISE(ABORT, '凭证所在的月份已经结账，凭证不能撤销。请先反结账，写明原因。')
  FROM fund_closing WHERE year = OLD.year AND month IN (0, OLD.month) AND reopened_on IS NULL AND OLD.source IS NOT 'year_end';
  SELECT RAISE(ABORT, '这张凭证后面还有别的凭证，撤销会断号，没有改动。请改用冲销。')
  FROM fund_voucher WHERE year = OLD.year AND month = OLD.month AND number > OLD.number;
END;
CREATE TRIGGER fund_voucher_changed BEFORE UPDATE ON fund_voucher BEGIN
  SELECT RAISE(ABORT, '凭证的年、月和号数不能改。请冲销后重新登记。') WHERE NEW.year <> OLD.year OR NEW.month <> OLD.month OR NEW.number <> OLD.number;
  SELECT RAISE(ABORT, '凭证所在的月份已经结账，凭证不能改动。请先反结账，写明原因。')
  FROM fund_closing WHERE year = OLD.year AND month IN (0, OLD.month) AND reopened_on IS NULL;
END;
CREATE TRIGGER fund_entry_new BEFORE INSERT ON fund_entry BEGIN
  SELECT RAISE(ABORT, '凭证所在的月份已经结账，凭证不能改动。请先反结账，写明原因。')
  FROM fund_closing c JOIN fund_voucher v ON v.id = NEW.voucher_id
  WHERE c.year = v.year AND c.month IN (0, v.month) AND c.reopened_on IS NULL AND v.source IS NOT 'year_end';
END;
CREATE TRIGGER fund_entry_changed BEFORE UPDATE ON fund_entry BEGIN
  SELECT RAISE(ABORT, '凭证所在的月份已经结账，凭证不能改动。请先反结账，写明原因。')
  FROM fund_closing c JOIN fund_voucher v ON v.id = OLD.voucher_id
  WHERE c.year = v.year AND c.month IN (0, v.month) AND c.reopened_on IS NULL;
END;
CREATE TRIGGER fund_entry_gone BEFORE DELETE ON fund_entry BEGIN
  SELECT RAISE(ABORT, '凭证所在的月份已经结账，凭证不能改动。请先反结账，写明原因。')
  FROM fund_closing c JOIN fund_voucher v ON v.id = OLD.voucher_id
  WHERE c.year = v.year AND c.month IN (0, v.month) AND c.reopened_on IS NULL AND v.source IS NOT 'year_end';
END;
CREATE TRIGGER fund_opening_new BEFORE INSERT ON fund_opening BEGIN
  SELECT RAISE(ABORT, '这一年已有月份结账，年初余额不能改动。请先反结账，写明原因。') FROM fund_closing WHERE year = NEW.year AND reopened_on IS NULL;
END;
CREATE TRIGGER fund_opening_changed BEFORE UPDATE ON fund_opening BEGIN
  SELECT RAISE(ABORT, '这一年已有月份结账，年初余额不能改动。请先反结账，写明原因。') FROM fund_closing WHERE year = OLD.year AND reopened_on IS NULL;
END;
CREATE TRIGGER fund_opening_gone BEFORE DELETE ON fund_opening BEGIN
  SELECT RAISE(ABORT, '这一年已有月份结账，年初余额不能改动。请先反结账，写明原因。') FROM fund_closing WHERE year = OLD.year AND reopened_on IS NULL;
END;
-- Months close one after the other, and open again from the last one back.
CREATE TRIGGER fund_closing_new BEFORE INSERT ON fund_closing WHEN NEW.reopened_on IS NULL BEGIN
  SELECT RAISE(ABORT, '这一年前面还有没结账的月份，不能跳过它们结账。请按月份先后结账。')
  WHERE (SELECT count(*) FROM fund_closing WHERE year = NEW.year AND month BETWEEN 1 AND iif(NEW.month = 0, 12, NEW.month - 1) AND reopened_on IS NULL) < iif(NEW.month = 0, 12, NEW.month - 1);
END;
CREATE TRIGGER fund_closing_back BEFORE UPDATE ON fund_closing WHEN OLD.reopened_on IS NOT NULL AND NEW.reopened_on IS NULL BEGIN
  SELECT RAISE(ABORT, '这一年前面还有没结账的月份，不能只恢复后面的结账。请重新结账。')
  WHERE (SELECT count(*) FROM fund_closing WHERE year = NEW.year AND month BETWEEN 1 AND iif(NEW.month = 0, 12, NEW.month - 1) AND reopened_on IS NULL) < iif(NEW.month = 0, 12, NEW.month - 1);
END;
CREATE TRIGGER fund_closing_opened BEFORE UPDATE ON fund_closing WHEN OLD.reopened_on IS NULL AND NEW.reopened_on IS NOT NULL BEGIN
  SELECT RAISE(ABORT, '这个月之后还有结了账的月份，要从后往前反结账。')
  FROM fund_closing WHERE year = OLD.year AND reopened_on IS NULL AND OLD.month <> 0 AND (month > OLD.month OR month = 0);
END;
CREATE TRIGGER fund_closing_gone BEFORE DELETE ON fund_closing WHEN OLD.reopened_on IS NULL BEGIN
  SELECT RAISE(ABORT, '这个月之后还有结了账的月份，不能单独撤销它的结账。请用反结账，写明原因。')
  FROM fund_closing WHERE year = OLD.year AND reopened_on IS NULL AND OLD.month <> 0 AND (month > OLD.month OR month = 0);
END;

-- The wage bill of a month, from which the 2 % follow; and what came of it.
CREATE TABLE fund_levy (
  id        INTEGER PRIMARY KEY,
  month     TEXT NOT NULL UNIQUE,
  wages_fen INTEGER NOT NULL,
  staff     INTEGER,
  source    TEXT NOT NULL,
  note      TEXT
) STRICT;

-- Which flow and which shares (in hundredths of a percent, together 10000) hold for the
-- unit from a month on; months before the first follow assets/fund/levy.yaml.
CREATE TABLE fund_levy_rule (
  id         INTEGER PRIMARY KEY,
  from_month TEXT NOT NULL UNIQUE,
  flow       TEXT NOT NULL,
  own        INTEGER NOT NULL CHECK (own >= 0),
  upper      INTEGER NOT NULL CHECK (upper >= 0),
  fee        INTEGER NOT NULL CHECK (fee >= 0),
  basis      TEXT,
  CHECK (own + upper + fee = 10000)
) STRICT;

-- kind: the step of the flow, such as 税务代收, 行政拨付, 上级返还, 筹备金, 小额返还.
CREATE TABLE fund_levy_payment (
  id         INTEGER PRIMARY KEY,
  month      TEXT NOT NULL,
  kind       TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  paid_on    TEXT NOT NULL,
  document   TEXT,
  voucher_id INTEGER REFERENCES fund_voucher(id),
  note       TEXT
) STRICT;
CREATE INDEX fund_levy_payment_month ON fund_levy_payment(month);

-- stage: 年初 or 调整; a budget is the sum of its rows.
CREATE TABLE fund_budget (
  id         INTEGER PRIMARY KEY,
  year       INTEGER NOT NULL,
  subject    TEXT NOT NULL,
  stage      TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  made_on    TEXT NOT NULL,
  reason     TEXT
) STRICT;
CREATE INDEX fund_budget_year ON fund_budget(year, subject);

-- Nothing is taken back or restored that would leave a subject with less than nothing.
CREATE TRIGGER fund_budget_gone AFTER DELETE ON fund_budget BEGIN
  SELECT RAISE(ABORT, '这个科目后面还有调减，撤销后预算会小于 0。请先撤销那次调整。')
  FROM (SELECT sum(amount_fen) AS fen FROM fund_budget WHERE year = OLD.year AND subject = OLD.subject) WHERE fen < 0;
END;
CREATE TRIGGER fund_budget_new AFTER INSERT ON fund_budget BEGIN
  SELECT RAISE(ABORT, '这个科目的预算已经没有那么多，恢复这次调减后会小于 0。请先恢复年初数或调增。')
  FROM (SELECT sum(amount_fen) AS fen FROM fund_budget WHERE year = NEW.year AND subject = NEW.subject) WHERE fen < 0;
END;
CREATE TRIGGER fund_budget_changed AFTER UPDATE ON fund_budget BEGIN
  SELECT RAISE(ABORT, '这个科目后面还有调减，改动后预算会小于 0。请先撤销那次调整。')
  FROM (SELECT sum(amount_fen) AS fen FROM fund_budget WHERE year = NEW.year AND subject = NEW.subject) WHERE fen < 0;
END;

-- What may be given a head in a year, as the unit's province or city says.
CREATE TABLE fund_limit (
  id         INTEGER PRIMARY KEY,
  year       INTEGER NOT NULL,
  item       TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  basis      TEXT NOT NULL,
  UNIQUE (year, item)
) STRICT;

INSERT INTO table_label (tbl, label, name_column) VALUES
  ('fund_year', '经费年度', 'year'),
  ('fund_subject', '会计科目', 'code || '' '' || name'),
  ('fund_account', '资金账户', 'name'),
  ('fund_opening', '年初余额', 'year || '' '' || subject'),
  ('fund_voucher', '凭证', 'year || ''-'' || printf(''%02d'', month) || '' 第'' || number || ''号 '' || words'),
  ('fund_entry', '分录', '(SELECT v.words FROM fund_voucher v WHERE v.id = voucher_id)'),
  ('fund_closing', '经费结账', 'year || ''年'' || CASE month WHEN 0 THEN '''' ELSE month || ''月'' END'),
  ('fund_reconcile', '银行余额核对', '(SELECT a.name FROM fund_account a WHERE a.id = account_id) || '' '' || month'),
  ('fund_levy', '工资总额', 'month'),
  ('fund_levy_rule', '拨缴比例和方式', 'from_month'),
  ('fund_levy_payment', '拨缴记录', 'month || '' '' || kind'),
  ('fund_budget', '预算', 'year || '' '' || subject'),
  ('fund_limit', '福利标准', 'year || '' '' || item');
