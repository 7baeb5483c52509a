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
  year   INTEGER NOT NULL,
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
  amount_fen INTEGER NOT NULL
) STRICT;
CREATE INDEX fund_opening_year ON fund_opening(year);

-- kind: 收, 付, 转. Numbers run through a month without gaps; a voucher is reversed
-- by another (reverses), never taken away from between others.
CREATE TABLE fund_voucher (
  id        INTEGER PRIMARY KEY,
  year      INTEGER NOT NULL,
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
CREATE INDEX fund_voucher_source ON fund_voucher(source, source_id) WHERE source IS NOT NULL;

-- One side of a voucher: debit_fen or credit_fen, the other is 0.
CREATE TABLE fund_entry (
  id         INTEGER PRIMARY KEY,
  voucher_id INTEGER NOT NULL REFERENCES fund_voucher(id),
  line       INTEGER NOT NULL,
  subject    TEXT NOT NULL,
  account_id INTEGER REFERENCES fund_account(id),
  debit_fen  INTEGER NOT NULL DEFAULT 0,
  credit_fen INTEGER NOT NULL DEFAULT 0,
  welfare    TEXT,
  heads      INTEGER,
  UNIQUE (voucher_id, line)
) STRICT;
CREATE INDEX fund_entry_subject ON fund_entry(subject);

-- month 0 closes the year.
CREATE TABLE fund_closing (
  id            INTEGER PRIMARY KEY,
  year          INTEGER NOT NULL,
  month         INTEGER NOT NULL,
  closed_on     TEXT NOT NULL,
  reopened_on   TEXT,
  reopen_reason TEXT
) STRICT;

-- The wage bill of a month, from which the 2 % follow; and what came of it.
CREATE TABLE fund_levy (
  id        INTEGER PRIMARY KEY,
  month     TEXT NOT NULL UNIQUE,
  wages_fen INTEGER NOT NULL,
  staff     INTEGER,
  source    TEXT NOT NULL,
  note      TEXT
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
  ('fund_levy', '工资总额', 'month'),
  ('fund_levy_payment', '拨缴记录', 'month || '' '' || kind'),
  ('fund_budget', '预算', 'year || '' '' || subject'),
  ('fund_limit', '福利标准', 'year || '' '' || item');
