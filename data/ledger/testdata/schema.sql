-- The schema of version 20; made by go test ./data/ledger -update.
CREATE TABLE attachment (
  id          INTEGER PRIMARY KEY,
  owner_table TEXT NOT NULL,
  owner_id    INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  name        TEXT NOT NULL,
  mime        TEXT NOT NULL,
  size        INTEGER NOT NULL,
  sha256      TEXT NOT NULL,
  added       TEXT NOT NULL,
  UNIQUE (owner_table, owner_id, sha256)
) STRICT;
CREATE INDEX attachment_content_used ON attachment(sha256);
CREATE TABLE attachment_content (
  sha256 TEXT PRIMARY KEY,
  data   BLOB NOT NULL
) STRICT;
CREATE TABLE calendar_year (
  id   INTEGER PRIMARY KEY,
  year INTEGER NOT NULL UNIQUE,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE document_template (
  id      INTEGER PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL,
  sha256  TEXT NOT NULL,
  since   TEXT NOT NULL,
  shipped TEXT NOT NULL
) STRICT;
CREATE TRIGGER dues_advance_closed_delete BEFORE DELETE ON dues_advance
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = substr(OLD.taken_on, 1, 7))
BEGIN SELECT RAISE(ABORT, '预缴日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;
CREATE TRIGGER dues_advance_closed_insert BEFORE INSERT ON dues_advance
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = substr(NEW.taken_on, 1, 7))
BEGIN SELECT RAISE(ABORT, '预缴日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;
CREATE TRIGGER dues_advance_closed_update BEFORE UPDATE OF amount_fen, taken_on ON dues_advance
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month IN (substr(OLD.taken_on, 1, 7), substr(NEW.taken_on, 1, 7)))
BEGIN SELECT RAISE(ABORT, '预缴日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;
CREATE TRIGGER dues_advance_held_delete AFTER DELETE ON dues_advance
WHEN OLD.amount_fen > 0 AND (SELECT sum(amount_fen) FROM dues_advance WHERE member_id = OLD.member_id) < 0
BEGIN SELECT RAISE(ABORT, '预缴的钱已经抵扣或退还，余额不够，没有改动。请先作废那笔抵扣或退还。'); END;
CREATE TRIGGER dues_advance_held_insert AFTER INSERT ON dues_advance
WHEN NEW.amount_fen < 0 AND (SELECT sum(amount_fen) FROM dues_advance WHERE member_id = NEW.member_id) < 0
BEGIN SELECT RAISE(ABORT, '预缴的钱已经抵扣或退还，余额不够，没有改动。请先作废那笔抵扣或退还。'); END;
CREATE TABLE dues_advance (
  id         INTEGER PRIMARY KEY,
  member_id  INTEGER NOT NULL REFERENCES member(id),
  amount_fen INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  taken_on   TEXT NOT NULL,
  method     TEXT NOT NULL,
  batch_id   INTEGER REFERENCES dues_batch(id),
  receipt_id INTEGER REFERENCES dues_receipt(id),
  payment_id INTEGER REFERENCES dues_payment(id),
  voids      INTEGER REFERENCES dues_advance(id),
  note       TEXT
) STRICT;
CREATE INDEX dues_advance_batch ON dues_advance(batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX dues_advance_member ON dues_advance(member_id, amount_fen);
CREATE INDEX dues_advance_payment ON dues_advance(payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX dues_advance_receipt ON dues_advance(receipt_id) WHERE receipt_id IS NOT NULL;
CREATE INDEX dues_advance_voids ON dues_advance(voids) WHERE voids IS NOT NULL;
CREATE TABLE dues_base (
  id        INTEGER PRIMARY KEY,
  member_id INTEGER NOT NULL REFERENCES member(id),
  from_month TEXT NOT NULL,
  base_fen  INTEGER NOT NULL,
  source    TEXT NOT NULL,
  UNIQUE (member_id, from_month)
) STRICT;
CREATE TABLE dues_batch (
  id            INTEGER PRIMARY KEY,
  taken_on      TEXT NOT NULL,
  method        TEXT NOT NULL,
  source        TEXT NOT NULL,
  control_fen   INTEGER,
  control_count INTEGER,
  note          TEXT
) STRICT;
CREATE TRIGGER dues_bill_closed_delete BEFORE DELETE ON dues_bill
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = OLD.month)
BEGIN SELECT RAISE(ABORT, '会费账所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TRIGGER dues_bill_closed_insert BEFORE INSERT ON dues_bill
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = NEW.month)
BEGIN SELECT RAISE(ABORT, '会费账所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TRIGGER dues_bill_closed_update BEFORE UPDATE OF month, base_fen, amount_fen, exempt, corrected ON dues_bill
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month IN (OLD.month, NEW.month))
BEGIN SELECT RAISE(ABORT, '会费账所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TABLE dues_bill (
  id         INTEGER PRIMARY KEY,
  month      TEXT NOT NULL,
  member_id  INTEGER NOT NULL REFERENCES member(id),
  department INTEGER REFERENCES union_group(id),
  base_fen   INTEGER,
  amount_fen INTEGER NOT NULL,
  exempt     TEXT,
  rule       TEXT NOT NULL, corrected INTEGER NOT NULL DEFAULT 0, note TEXT,
  UNIQUE (month, member_id)
) STRICT;
CREATE INDEX dues_bill_member ON dues_bill(member_id, month);
CREATE TABLE dues_closing (
  id            INTEGER PRIMARY KEY,
  month         TEXT NOT NULL,
  closed_on     TEXT NOT NULL,
  reopened_on   TEXT,
  reopen_reason TEXT
) STRICT;
CREATE UNIQUE INDEX dues_closing_open ON dues_closing(month) WHERE reopened_on IS NULL;
CREATE TRIGGER dues_correction_closed_delete BEFORE DELETE ON dues_correction
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = (SELECT b.month FROM dues_bill b WHERE b.id = OLD.bill_id))
BEGIN SELECT RAISE(ABORT, '会费更正所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TRIGGER dues_correction_closed_insert BEFORE INSERT ON dues_correction
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = (SELECT b.month FROM dues_bill b WHERE b.id = NEW.bill_id))
BEGIN SELECT RAISE(ABORT, '会费更正所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TRIGGER dues_correction_closed_update BEFORE UPDATE OF bill_id, amount_fen, base_fen, exempt ON dues_correction
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = (SELECT b.month FROM dues_bill b WHERE b.id = OLD.bill_id))
BEGIN SELECT RAISE(ABORT, '会费更正所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TABLE dues_correction (
  id         INTEGER PRIMARY KEY,
  bill_id    INTEGER NOT NULL REFERENCES dues_bill(id),
  amount_fen INTEGER NOT NULL,
  base_fen   INTEGER,
  exempt     TEXT,
  rule       TEXT NOT NULL,
  note       TEXT,
  reason     TEXT NOT NULL,
  made_on    TEXT NOT NULL
) STRICT;
CREATE INDEX dues_correction_bill ON dues_correction(bill_id);
CREATE VIEW dues_due AS SELECT id, month, member_id, department,
  CASE WHEN corrected = 0 THEN base_fen ELSE (SELECT c.base_fen FROM dues_correction c WHERE c.bill_id = dues_bill.id ORDER BY c.id DESC LIMIT 1) END AS base_fen,
  CASE WHEN corrected = 0 THEN amount_fen ELSE amount_fen + (SELECT coalesce(sum(c.amount_fen), 0) FROM dues_correction c WHERE c.bill_id = dues_bill.id) END AS amount_fen,
  CASE WHEN corrected = 0 THEN exempt ELSE (SELECT c.exempt FROM dues_correction c WHERE c.bill_id = dues_bill.id ORDER BY c.id DESC LIMIT 1) END AS exempt,
  CASE WHEN corrected = 0 THEN rule ELSE (SELECT c.rule FROM dues_correction c WHERE c.bill_id = dues_bill.id ORDER BY c.id DESC LIMIT 1) END AS rule,
  corrected,
  CASE WHEN corrected = 0 THEN note ELSE (SELECT c.note FROM dues_correction c WHERE c.bill_id = dues_bill.id ORDER BY c.id DESC LIMIT 1) END AS note
FROM dues_bill;
CREATE TABLE dues_override (
  id         INTEGER PRIMARY KEY,
  member_id  INTEGER NOT NULL REFERENCES member(id),
  from_month TEXT NOT NULL,
  to_month   TEXT,
  kind       TEXT NOT NULL,
  amount_fen INTEGER,
  rate_ppm   INTEGER,
  reason     TEXT NOT NULL,
  document   TEXT
) STRICT;
CREATE INDEX dues_override_member ON dues_override(member_id);
CREATE TRIGGER dues_payment_closed_delete BEFORE DELETE ON dues_payment
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = substr(OLD.paid_on, 1, 7))
BEGIN SELECT RAISE(ABORT, '收款日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;
CREATE TRIGGER dues_payment_closed_insert BEFORE INSERT ON dues_payment
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = substr(NEW.paid_on, 1, 7))
BEGIN SELECT RAISE(ABORT, '收款日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;
CREATE TRIGGER dues_payment_closed_update BEFORE UPDATE OF month, amount_fen, paid_on ON dues_payment
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month IN (substr(OLD.paid_on, 1, 7), substr(NEW.paid_on, 1, 7)))
BEGIN SELECT RAISE(ABORT, '收款日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;
CREATE TABLE dues_payment (
  id         INTEGER PRIMARY KEY,
  month      TEXT NOT NULL,
  member_id  INTEGER NOT NULL REFERENCES member(id),
  amount_fen INTEGER NOT NULL,
  paid_on    TEXT NOT NULL,
  method     TEXT NOT NULL,
  note       TEXT, kind TEXT NOT NULL DEFAULT '收款', batch_id INTEGER REFERENCES dues_batch(id), receipt_id INTEGER REFERENCES dues_receipt(id), voids INTEGER REFERENCES dues_payment(id),
  FOREIGN KEY (month, member_id) REFERENCES dues_bill(month, member_id)
) STRICT;
CREATE INDEX dues_payment_batch ON dues_payment(batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX dues_payment_member ON dues_payment(member_id, month, amount_fen);
CREATE INDEX dues_payment_month ON dues_payment(month);
CREATE INDEX dues_payment_receipt ON dues_payment(receipt_id) WHERE receipt_id IS NOT NULL;
CREATE INDEX dues_payment_voids ON dues_payment(voids) WHERE voids IS NOT NULL;
CREATE TRIGGER dues_receipt_gap_delete BEFORE DELETE ON dues_receipt
WHEN EXISTS (SELECT 1 FROM dues_receipt WHERE number = OLD.number + 1)
BEGIN SELECT RAISE(ABORT, '后面又开了收据，撤销会让收据号断开，没有改动。请改用“作废”，收据号保留。'); END;
CREATE TRIGGER dues_receipt_gap_insert BEFORE INSERT ON dues_receipt
WHEN NEW.number <> coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'receipt_start'), 1)
  AND NOT EXISTS (SELECT 1 FROM dues_receipt WHERE number = NEW.number - 1)
BEGIN SELECT RAISE(ABORT, '前面的收据号已经撤销，收据号会断开，没有改动。请重新收款。'); END;
CREATE TABLE dues_receipt (
  id          INTEGER PRIMARY KEY,
  number      INTEGER NOT NULL UNIQUE,
  member_id   INTEGER REFERENCES member(id),
  payer       TEXT NOT NULL,
  issued_on   TEXT NOT NULL,
  amount_fen  INTEGER NOT NULL,
  method      TEXT NOT NULL,
  words       TEXT NOT NULL,
  batch_id    INTEGER REFERENCES dues_batch(id),
  printed_on  TEXT,
  voided_on   TEXT,
  void_reason TEXT
) STRICT;
CREATE INDEX dues_receipt_batch ON dues_receipt(batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX dues_receipt_member ON dues_receipt(member_id);
CREATE TABLE dues_rule (
  id        INTEGER PRIMARY KEY,
  effective TEXT NOT NULL UNIQUE,
  body      TEXT NOT NULL,
  reason    TEXT NOT NULL
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
CREATE TABLE fund_account (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  kind    TEXT NOT NULL,
  bank    TEXT,
  number  TEXT,
  unused  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TRIGGER fund_budget_changed AFTER UPDATE ON fund_budget BEGIN
  SELECT RAISE(ABORT, '这个科目后面还有调减，改动后预算会小于 0。请先撤销那次调整。')
  FROM (SELECT sum(amount_fen) AS fen FROM fund_budget WHERE year = NEW.year AND subject = NEW.subject) WHERE fen < 0;
END;
CREATE TRIGGER fund_budget_gone AFTER DELETE ON fund_budget BEGIN
  SELECT RAISE(ABORT, '这个科目后面还有调减，撤销后预算会小于 0。请先撤销那次调整。')
  FROM (SELECT sum(amount_fen) AS fen FROM fund_budget WHERE year = OLD.year AND subject = OLD.subject) WHERE fen < 0;
END;
CREATE TRIGGER fund_budget_new AFTER INSERT ON fund_budget BEGIN
  SELECT RAISE(ABORT, '这个科目的预算已经没有那么多，恢复这次调减后会小于 0。请先恢复年初数或调增。')
  FROM (SELECT sum(amount_fen) AS fen FROM fund_budget WHERE year = NEW.year AND subject = NEW.subject) WHERE fen < 0;
END;
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
CREATE TRIGGER fund_closing_back BEFORE UPDATE ON fund_closing WHEN OLD.reopened_on IS NOT NULL AND NEW.reopened_on IS NULL BEGIN
  SELECT RAISE(ABORT, '这一年前面还有没结账的月份，不能只恢复后面的结账。请重新结账。')
  WHERE (SELECT count(*) FROM fund_closing WHERE year = NEW.year AND month BETWEEN 1 AND iif(NEW.month = 0, 12, NEW.month - 1) AND reopened_on IS NULL) < iif(NEW.month = 0, 12, NEW.month - 1);
END;
CREATE TRIGGER fund_closing_gone BEFORE DELETE ON fund_closing WHEN OLD.reopened_on IS NULL BEGIN
  SELECT RAISE(ABORT, '这个月之后还有结了账的月份，不能单独撤销它的结账。请用反结账，写明原因。')
  FROM fund_closing WHERE year = OLD.year AND reopened_on IS NULL AND OLD.month <> 0 AND (month > OLD.month OR month = 0);
END;
CREATE TRIGGER fund_closing_new BEFORE INSERT ON fund_closing WHEN NEW.reopened_on IS NULL BEGIN
  SELECT RAISE(ABORT, '这一年前面还有没结账的月份，不能跳过它们结账。请按月份先后结账。')
  WHERE (SELECT count(*) FROM fund_closing WHERE year = NEW.year AND month BETWEEN 1 AND iif(NEW.month = 0, 12, NEW.month - 1) AND reopened_on IS NULL) < iif(NEW.month = 0, 12, NEW.month - 1);
END;
CREATE TRIGGER fund_closing_opened BEFORE UPDATE ON fund_closing WHEN OLD.reopened_on IS NULL AND NEW.reopened_on IS NOT NULL BEGIN
  SELECT RAISE(ABORT, '这个月之后还有结了账的月份，要从后往前反结账。')
  FROM fund_closing WHERE year = OLD.year AND reopened_on IS NULL AND OLD.month <> 0 AND (month > OLD.month OR month = 0);
END;
CREATE TABLE fund_closing (
  id            INTEGER PRIMARY KEY,
  year          INTEGER NOT NULL,
  month         INTEGER NOT NULL,
  closed_on     TEXT NOT NULL,
  reopened_on   TEXT,
  reopen_reason TEXT
) STRICT;
CREATE UNIQUE INDEX fund_closing_stands ON fund_closing(year, month) WHERE reopened_on IS NULL;
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
CREATE TRIGGER fund_entry_new BEFORE INSERT ON fund_entry BEGIN
  SELECT RAISE(ABORT, '凭证所在的月份已经结账，凭证不能改动。请先反结账，写明原因。')
  FROM fund_closing c JOIN fund_voucher v ON v.id = NEW.voucher_id
  WHERE c.year = v.year AND c.month IN (0, v.month) AND c.reopened_on IS NULL AND v.source IS NOT 'year_end';
END;
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
CREATE TABLE fund_levy (
  id        INTEGER PRIMARY KEY,
  month     TEXT NOT NULL UNIQUE,
  wages_fen INTEGER NOT NULL,
  staff     INTEGER,
  source    TEXT NOT NULL,
  note      TEXT
) STRICT;
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
CREATE TABLE fund_limit (
  id         INTEGER PRIMARY KEY,
  year       INTEGER NOT NULL,
  item       TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  basis      TEXT NOT NULL,
  UNIQUE (year, item)
) STRICT;
CREATE TRIGGER fund_opening_changed BEFORE UPDATE ON fund_opening BEGIN
  SELECT RAISE(ABORT, '这一年已有月份结账，年初余额不能改动。请先反结账，写明原因。') FROM fund_closing WHERE year = OLD.year AND reopened_on IS NULL;
END;
CREATE TRIGGER fund_opening_gone BEFORE DELETE ON fund_opening BEGIN
  SELECT RAISE(ABORT, '这一年已有月份结账，年初余额不能改动。请先反结账，写明原因。') FROM fund_closing WHERE year = OLD.year AND reopened_on IS NULL;
END;
CREATE TRIGGER fund_opening_new BEFORE INSERT ON fund_opening BEGIN
  SELECT RAISE(ABORT, '这一年已有月份结账，年初余额不能改动。请先反结账，写明原因。') FROM fund_closing WHERE year = NEW.year AND reopened_on IS NULL;
END;
CREATE TABLE fund_opening (
  id         INTEGER PRIMARY KEY,
  year       INTEGER NOT NULL,
  subject    TEXT NOT NULL,
  account_id INTEGER REFERENCES fund_account(id),
  amount_fen INTEGER NOT NULL,
  FOREIGN KEY (year, subject) REFERENCES fund_subject(year, code)
) STRICT;
CREATE INDEX fund_opening_year ON fund_opening(year, subject);
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
CREATE TRIGGER fund_voucher_changed BEFORE UPDATE ON fund_voucher BEGIN
  SELECT RAISE(ABORT, '凭证的年、月和号数不能改。请冲销后重新登记。') WHERE NEW.year <> OLD.year OR NEW.month <> OLD.month OR NEW.number <> OLD.number;
  SELECT RAISE(ABORT, '凭证所在的月份已经结账，凭证不能改动。请先反结账，写明原因。')
  FROM fund_closing WHERE year = OLD.year AND month IN (0, OLD.month) AND reopened_on IS NULL;
END;
CREATE TRIGGER fund_voucher_gone BEFORE DELETE ON fund_voucher BEGIN
  SELECT RAISE(ABORT, '凭证所在的月份已经结账，凭证不能撤销。请先反结账，写明原因。')
  FROM fund_closing WHERE year = OLD.year AND month IN (0, OLD.month) AND reopened_on IS NULL AND OLD.source IS NOT 'year_end';
  SELECT RAISE(ABORT, '这张凭证后面还有别的凭证，撤销会断号，没有改动。请改用冲销。')
  FROM fund_voucher WHERE year = OLD.year AND month = OLD.month AND number > OLD.number;
END;
CREATE TRIGGER fund_voucher_new BEFORE INSERT ON fund_voucher BEGIN
  SELECT RAISE(ABORT, '凭证所在的月份已经结账，不能再登记或恢复凭证。请先反结账，写明原因。')
  FROM fund_closing WHERE year = NEW.year AND month IN (0, NEW.month) AND reopened_on IS NULL AND NEW.source IS NOT 'year_end';
  SELECT RAISE(ABORT, '这个月的凭证要连号，前面的号还没有恢复，没有改动。请按原来的先后恢复。')
  FROM (SELECT 1 + coalesce(max(number), 0) AS n FROM fund_voucher WHERE year = NEW.year AND month = NEW.month) WHERE n <> NEW.number;
END;
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
CREATE TABLE fund_year (
  id        INTEGER PRIMARY KEY,
  year      INTEGER NOT NULL UNIQUE,
  scheme    TEXT NOT NULL,
  opened_on TEXT NOT NULL
) STRICT;
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
CREATE TABLE journal_shape (
  id      INTEGER PRIMARY KEY,
  tbl     TEXT NOT NULL,
  columns TEXT NOT NULL,
  UNIQUE (tbl, columns)
) STRICT;
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
CREATE INDEX member_department ON member(department);
CREATE INDEX member_id_number ON member(id_number) WHERE id_number IS NOT NULL;
CREATE INDEX member_name_key ON member(name_key, id);
CREATE TABLE member_distinct (
  id   INTEGER PRIMARY KEY,
  a_id INTEGER NOT NULL REFERENCES member(id),
  b_id INTEGER NOT NULL REFERENCES member(id),
  UNIQUE (a_id, b_id),
  CHECK (a_id < b_id)
) STRICT;
CREATE VIEW member_merged AS SELECT member_id AS id, merged_into AS into_id FROM membership_event WHERE merged_into IS NOT NULL;
CREATE TABLE member_own (
  id    INTEGER PRIMARY KEY REFERENCES member(id),
  own1  ANY, own2  ANY, own3  ANY, own4  ANY, own5  ANY,
  own6  ANY, own7  ANY, own8  ANY, own9  ANY, own10 ANY,
  own11 ANY, own12 ANY, own13 ANY, own14 ANY, own15 ANY,
  own16 ANY, own17 ANY, own18 ANY, own19 ANY, own20 ANY
) STRICT;
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
, corrected_by INTEGER REFERENCES membership_event(id), why TEXT, place REAL, merged_into INTEGER REFERENCES member(id)) STRICT;
CREATE INDEX membership_event_corrected_by ON membership_event(corrected_by) WHERE corrected_by IS NOT NULL;
CREATE INDEX membership_event_member ON membership_event(member_id, date, coalesce(place, id), kind, corrected_by, dues_from);
CREATE INDEX membership_event_merged ON membership_event(merged_into, member_id) WHERE merged_into IS NOT NULL;
CREATE VIEW membership_fact AS
  SELECT id, member_id, kind, date, coalesce(place, id) AS place, reason, document, minute_no, other_union, dues_from, note, why
  FROM membership_event WHERE corrected_by IS NULL AND kind <> '作废';
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
, dispute_accepted TEXT, dispute_ended TEXT, disabled_staff INTEGER) STRICT;
CREATE INDEX negotiation_year ON negotiation(year, contract_kind);
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
CREATE TABLE negotiation_finding (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  date           TEXT NOT NULL,
  clause         TEXT NOT NULL,
  result         TEXT NOT NULL,
  note           TEXT
) STRICT;
CREATE INDEX negotiation_finding_round ON negotiation_finding(negotiation_id);
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
CREATE TABLE negotiation_mark (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  kind           TEXT NOT NULL,
  item           TEXT NOT NULL,
  copies         INTEGER,
  note           TEXT,
  UNIQUE (negotiation_id, kind, item)
) STRICT;
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
CREATE TABLE negotiation_opinion (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  topic          TEXT NOT NULL,
  people         INTEGER,
  position       TEXT,
  adopted        INTEGER
) STRICT;
CREATE INDEX negotiation_opinion_round ON negotiation_opinion(negotiation_id);
CREATE TABLE negotiation_performance (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  date           TEXT NOT NULL,
  session        TEXT,
  reporter       TEXT,
  summary        TEXT
) STRICT;
CREATE INDEX negotiation_performance_round ON negotiation_performance(negotiation_id);
CREATE TABLE negotiation_price (
  id             INTEGER PRIMARY KEY,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation(id),
  process        TEXT NOT NULL,
  work_type      TEXT,
  unit           TEXT,
  last_fen       INTEGER,
  agreed_fen     INTEGER,
  note           TEXT
, reach_percent REAL) STRICT;
CREATE INDEX negotiation_price_round ON negotiation_price(negotiation_id);
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
, id_card TEXT, age INTEGER, votes INTEGER, disabled INTEGER, since TEXT, vacated TEXT) STRICT;
CREATE INDEX negotiation_representative_round ON negotiation_representative(negotiation_id);
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
CREATE TABLE own_field (
  id    INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 20),
  label TEXT NOT NULL,
  kind  TEXT NOT NULL,
  words TEXT,
  hint  TEXT,
  sort  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE paper_template (
  id      INTEGER PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL,
  text    TEXT NOT NULL,
  since   TEXT NOT NULL,
  shipped TEXT NOT NULL
) STRICT;
CREATE TABLE report_calendar (
  id   INTEGER PRIMARY KEY,
  key  TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE report_done (
  id     INTEGER PRIMARY KEY,
  key    TEXT NOT NULL,
  name   TEXT NOT NULL,
  period TEXT NOT NULL,
  day    TEXT NOT NULL,
  note   TEXT NOT NULL,
  UNIQUE (key, period)
) STRICT;
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
, answers TEXT, report INTEGER) STRICT;
CREATE INDEX report_feedback_member ON report_feedback(member_id);
CREATE INDEX report_feedback_open ON report_feedback(id) WHERE class IS NOT NULL AND done = 0;
CREATE INDEX report_feedback_run ON report_feedback(run);
CREATE INDEX report_feedback_who ON report_feedback(coalesce(member_id, name));
CREATE TABLE report_profile (
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL,
  version  INTEGER NOT NULL,
  name     TEXT NOT NULL,
  added_on TEXT NOT NULL,
  text     TEXT NOT NULL,
  sha256   TEXT NOT NULL,
  UNIQUE (key, version)
) STRICT;
CREATE TABLE report_run (
  id      INTEGER PRIMARY KEY,
  profile TEXT NOT NULL,
  name    TEXT NOT NULL,
  as_of   TEXT NOT NULL,
  made_on TEXT NOT NULL,
  file    TEXT NOT NULL,
  rows    INTEGER NOT NULL,
  errors  INTEGER NOT NULL
, source TEXT, version TEXT, first TEXT, last TEXT, preparer TEXT, head TEXT, sha256 TEXT, form TEXT, sent TEXT, corrects INTEGER REFERENCES report_run(id), settles TEXT) STRICT;
CREATE INDEX report_run_profile ON report_run(profile, id);
CREATE INDEX report_run_sha256 ON report_run(sha256, profile);
CREATE TABLE rule_profile (
  id   INTEGER PRIMARY KEY,
  key  TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE saved_view (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  content TEXT NOT NULL
) STRICT;
CREATE TABLE setting (
  id    INTEGER PRIMARY KEY,
  key   TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE table_label (
  tbl         TEXT PRIMARY KEY,
  label       TEXT NOT NULL,
  name_column TEXT NOT NULL
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
CREATE TABLE union_body (
  id   INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  sort INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind)
) STRICT;
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
CREATE TABLE union_group (
  id        INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES union_group(id),
  name      TEXT NOT NULL,
  kind      TEXT NOT NULL DEFAULT '工会小组',
  leader    TEXT,
  sort      INTEGER NOT NULL DEFAULT 0
, leader_member INTEGER REFERENCES member(id)) STRICT;
CREATE INDEX union_group_parent ON union_group(parent_id);
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
CREATE INDEX union_post_member ON union_post(member_id) WHERE member_id IS NOT NULL;
CREATE INDEX union_post_term ON union_post(term_id);
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
CREATE TABLE wage_indicator (
  id     INTEGER PRIMARY KEY,
  year   INTEGER NOT NULL,
  item   TEXT NOT NULL,
  value  REAL NOT NULL,
  source TEXT,
  UNIQUE (year, item)
) STRICT;
-- attachment: 附件, name
-- calendar_year: 放假安排, year
-- document_template: 协商文书模板, name
-- dues_advance: 预缴会费, (SELECT name FROM member WHERE member.id = member_id)
-- dues_base: 缴费基数, (SELECT name FROM member WHERE member.id = member_id)
-- dues_batch: 收缴批次, taken_on || ' ' || source
-- dues_bill: 会费账, (SELECT name FROM member WHERE member.id = member_id) || ' ' || month
-- dues_closing: 会费结账, month
-- dues_correction: 会费更正, (SELECT m.name || ' ' || b.month FROM dues_bill b JOIN member m ON m.id = b.member_id WHERE b.id = bill_id)
-- dues_override: 个人会费约定, (SELECT name FROM member WHERE member.id = member_id)
-- dues_payment: 会费收款, (SELECT name FROM member WHERE member.id = member_id) || ' ' || month
-- dues_receipt: 会费收据, payer || ' 第' || number || '号'
-- dues_rule: 会费规则, effective
-- enterprise: 单位, name
-- fund_account: 资金账户, name
-- fund_budget: 预算, year || ' ' || subject
-- fund_closing: 经费结账, year || '年' || CASE month WHEN 0 THEN '' ELSE month || '月' END
-- fund_entry: 分录, (SELECT v.words FROM fund_voucher v WHERE v.id = voucher_id)
-- fund_levy: 工资总额, month
-- fund_levy_payment: 拨缴记录, month || ' ' || kind
-- fund_levy_rule: 拨缴比例和方式, from_month
-- fund_limit: 福利标准, year || ' ' || item
-- fund_opening: 年初余额, year || ' ' || subject
-- fund_reconcile: 银行余额核对, (SELECT a.name FROM fund_account a WHERE a.id = account_id) || ' ' || month
-- fund_subject: 会计科目, code || ' ' || name
-- fund_voucher: 凭证, year || '-' || printf('%02d', month) || ' 第' || number || '号 ' || words
-- fund_year: 经费年度, year
-- member: 会员, name
-- member_distinct: 不是同一个人, (SELECT name FROM member WHERE member.id = a_id) || '、' || (SELECT name FROM member WHERE member.id = b_id)
-- member_own: 会员自定义项, (SELECT name FROM member WHERE member.id = member_own.id)
-- membership_event: 会籍记录, (SELECT name FROM member WHERE member.id = member_id)
-- negotiation: 协商轮次, coalesce(title, year || ' 年度' || contract_kind || '集体协商')
-- negotiation_change: 变更或解除, kind
-- negotiation_filing: 报送, filed
-- negotiation_finding: 履约检查条款, clause
-- negotiation_firm: 覆盖企业, name
-- negotiation_grade: 能级工资标准, condition
-- negotiation_info: 协商资料, item
-- negotiation_inspection: 履约检查, date
-- negotiation_mark: 协商材料, item
-- negotiation_meeting: 协商会议, date
-- negotiation_opinion: 职工意见, topic
-- negotiation_performance: 履行情况报告, date
-- negotiation_price: 工价, process
-- negotiation_representative: 协商代表, name
-- negotiation_score: 评分, item
-- negotiation_suspension: 中止协商, since
-- negotiation_vote: 职代会表决, date
-- own_field: 自定义项, label
-- paper_template: 文书模板, name
-- report_calendar: 上报日历, name
-- report_done: 已报的登记, name || ' ' || period
-- report_feedback: 上传结果反馈, name
-- report_profile: 表样, name || '（第 ' || version || ' 版）'
-- report_run: 上报记录, name || ' ' || as_of
-- rule_profile: 规则档, name
-- saved_view: 保存的筛选, name
-- setting: 设置, key
-- trade_union: 工会, name
-- union_body: 工会机构, kind
-- union_certificate: 法人资格证书, coalesce(number, '未填编号')
-- union_group: 工会小组, name
-- union_post: 任职, name || ' ' || post
-- union_term: 任期, (SELECT kind FROM union_body WHERE union_body.id = body_id) || coalesce('第' || number || '届', '')
-- union_year: 年度数字, as_of
-- wage_indicator: 工资参考数据, item
