-- Dues, complete: the unit's own rules, what is agreed with single members, corrections
-- beside the bills they correct, batches of payments, advances, receipts, closed months.

-- A unit's own rules, each from a day on; the body is written like those shipped.
CREATE TABLE dues_rule (
  id        INTEGER PRIMARY KEY,
  effective TEXT NOT NULL UNIQUE,
  body      TEXT NOT NULL,
  reason    TEXT NOT NULL
) STRICT;

-- kind: 免缴, 定额 (amount_fen a month) or 比例 (rate_ppm of the base, in millionths).
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

-- A posted bill is never edited. amount_fen of a correction is the difference; base,
-- exemption, rule and note are those that hold from then on.
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

-- corrected is 1 where dues_correction holds a row: reading 100,000 bills must not
-- look for corrections 100,000 times. note says what was agreed with the member.
ALTER TABLE dues_bill ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dues_bill ADD COLUMN note TEXT;

-- The bills with their corrections: what is due.
CREATE VIEW dues_due AS SELECT id, month, member_id, department,
  CASE WHEN corrected = 0 THEN base_fen ELSE (SELECT c.base_fen FROM dues_correction c WHERE c.bill_id = dues_bill.id ORDER BY c.id DESC LIMIT 1) END AS base_fen,
  CASE WHEN corrected = 0 THEN amount_fen ELSE amount_fen + (SELECT coalesce(sum(c.amount_fen), 0) FROM dues_correction c WHERE c.bill_id = dues_bill.id) END AS amount_fen,
  CASE WHEN corrected = 0 THEN exempt ELSE (SELECT c.exempt FROM dues_correction c WHERE c.bill_id = dues_bill.id ORDER BY c.id DESC LIMIT 1) END AS exempt,
  CASE WHEN corrected = 0 THEN rule ELSE (SELECT c.rule FROM dues_correction c WHERE c.bill_id = dues_bill.id ORDER BY c.id DESC LIMIT 1) END AS rule,
  corrected,
  CASE WHEN corrected = 0 THEN note ELSE (SELECT c.note FROM dues_correction c WHERE c.bill_id = dues_bill.id ORDER BY c.id DESC LIMIT 1) END AS note
FROM dues_bill;

-- Payments taken together; posted only where they agree with the control figures.
CREATE TABLE dues_batch (
  id            INTEGER PRIMARY KEY,
  taken_on      TEXT NOT NULL,
  method        TEXT NOT NULL,
  source        TEXT NOT NULL,
  control_fen   INTEGER,
  control_count INTEGER,
  note          TEXT
) STRICT;

-- Numbers run without gaps: a receipt is voided, never taken away from between others.
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
CREATE INDEX dues_receipt_member ON dues_receipt(member_id);
CREATE INDEX dues_receipt_batch ON dues_receipt(batch_id) WHERE batch_id IS NOT NULL;
-- 撤销 and 重做 keep to it too: only the last receipt goes, and only the next one comes.
CREATE TRIGGER dues_receipt_gap_delete BEFORE DELETE ON dues_receipt
WHEN EXISTS (SELECT 1 FROM dues_receipt WHERE number = OLD.number + 1)
BEGIN SELECT RAISE(ABORT, '后面又开了收据，撤销会让收据号断开，没有改动。请改用“作废”，收据号保留。'); END;
CREATE TRIGGER dues_receipt_gap_insert BEFORE INSERT ON dues_receipt
WHEN NEW.number <> 1 AND NOT EXISTS (SELECT 1 FROM dues_receipt WHERE number = NEW.number - 1)
BEGIN SELECT RAISE(ABORT, '前面的收据号已经撤销，收据号会断开，没有改动。请重新收款。'); END;

-- kind: 收款, 退款 and 冲销 (both negative), 预缴抵扣 (paid out of an advance).
ALTER TABLE dues_payment ADD COLUMN kind TEXT NOT NULL DEFAULT '收款';
ALTER TABLE dues_payment ADD COLUMN batch_id INTEGER REFERENCES dues_batch(id);
ALTER TABLE dues_payment ADD COLUMN receipt_id INTEGER REFERENCES dues_receipt(id);
ALTER TABLE dues_payment ADD COLUMN voids INTEGER REFERENCES dues_payment(id);
CREATE INDEX dues_payment_batch ON dues_payment(batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX dues_payment_receipt ON dues_payment(receipt_id) WHERE receipt_id IS NOT NULL;
CREATE INDEX dues_payment_voids ON dues_payment(voids) WHERE voids IS NOT NULL;

-- Money held for months not billed yet: 预缴 is positive, 抵扣 and 退还 are negative;
-- 冲销 takes back another row.
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
CREATE INDEX dues_advance_member ON dues_advance(member_id, amount_fen);
CREATE INDEX dues_advance_batch ON dues_advance(batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX dues_advance_receipt ON dues_advance(receipt_id) WHERE receipt_id IS NOT NULL;
CREATE INDEX dues_advance_payment ON dues_advance(payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX dues_advance_voids ON dues_advance(voids) WHERE voids IS NOT NULL;
-- No more is set off or given back than is held, nor by 撤销.
CREATE TRIGGER dues_advance_held_insert AFTER INSERT ON dues_advance
WHEN NEW.amount_fen < 0 AND (SELECT sum(amount_fen) FROM dues_advance WHERE member_id = NEW.member_id) < 0
BEGIN SELECT RAISE(ABORT, '预缴的钱已经抵扣或退还，余额不够，没有改动。请先作废那笔抵扣或退还。'); END;
CREATE TRIGGER dues_advance_held_delete AFTER DELETE ON dues_advance
WHEN OLD.amount_fen > 0 AND (SELECT sum(amount_fen) FROM dues_advance WHERE member_id = OLD.member_id) < 0
BEGIN SELECT RAISE(ABORT, '预缴的钱已经抵扣或退还，余额不够，没有改动。请先作废那笔抵扣或退还。'); END;

-- A closed month takes no bill or correction of that month, and no money dated in
-- it, until it is reopened; what is still owed for it can be paid later, on a day of
-- an open month. The triggers hold also 撤销 to that; their sentence reaches people.
CREATE TABLE dues_closing (
  id            INTEGER PRIMARY KEY,
  month         TEXT NOT NULL,
  closed_on     TEXT NOT NULL,
  reopened_on   TEXT,
  reopen_reason TEXT
) STRICT;

CREATE UNIQUE INDEX dues_closing_open ON dues_closing(month) WHERE reopened_on IS NULL;
CREATE TRIGGER dues_bill_closed_insert BEFORE INSERT ON dues_bill
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = NEW.month)
BEGIN SELECT RAISE(ABORT, '会费账所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TRIGGER dues_bill_closed_delete BEFORE DELETE ON dues_bill
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = OLD.month)
BEGIN SELECT RAISE(ABORT, '会费账所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TRIGGER dues_bill_closed_update BEFORE UPDATE OF month, base_fen, amount_fen, exempt, corrected ON dues_bill
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month IN (OLD.month, NEW.month))
BEGIN SELECT RAISE(ABORT, '会费账所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TRIGGER dues_correction_closed_insert BEFORE INSERT ON dues_correction
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = (SELECT b.month FROM dues_bill b WHERE b.id = NEW.bill_id))
BEGIN SELECT RAISE(ABORT, '会费更正所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TRIGGER dues_correction_closed_delete BEFORE DELETE ON dues_correction
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = (SELECT b.month FROM dues_bill b WHERE b.id = OLD.bill_id))
BEGIN SELECT RAISE(ABORT, '会费更正所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TRIGGER dues_correction_closed_update BEFORE UPDATE OF bill_id, amount_fen, base_fen, exempt ON dues_correction
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = (SELECT b.month FROM dues_bill b WHERE b.id = OLD.bill_id))
BEGIN SELECT RAISE(ABORT, '会费更正所在的月份已经结账，没有改动。要改请先重开那个月。'); END;
CREATE TRIGGER dues_payment_closed_insert BEFORE INSERT ON dues_payment
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = substr(NEW.paid_on, 1, 7))
BEGIN SELECT RAISE(ABORT, '收款日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;
CREATE TRIGGER dues_payment_closed_delete BEFORE DELETE ON dues_payment
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = substr(OLD.paid_on, 1, 7))
BEGIN SELECT RAISE(ABORT, '收款日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;
CREATE TRIGGER dues_payment_closed_update BEFORE UPDATE OF month, amount_fen, paid_on ON dues_payment
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month IN (substr(OLD.paid_on, 1, 7), substr(NEW.paid_on, 1, 7)))
BEGIN SELECT RAISE(ABORT, '收款日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;
CREATE TRIGGER dues_advance_closed_insert BEFORE INSERT ON dues_advance
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = substr(NEW.taken_on, 1, 7))
BEGIN SELECT RAISE(ABORT, '预缴日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;
CREATE TRIGGER dues_advance_closed_delete BEFORE DELETE ON dues_advance
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month = substr(OLD.taken_on, 1, 7))
BEGIN SELECT RAISE(ABORT, '预缴日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;
CREATE TRIGGER dues_advance_closed_update BEFORE UPDATE OF amount_fen, taken_on ON dues_advance
WHEN EXISTS (SELECT 1 FROM dues_closing WHERE reopened_on IS NULL AND month IN (substr(OLD.taken_on, 1, 7), substr(NEW.taken_on, 1, 7)))
BEGIN SELECT RAISE(ABORT, '预缴日期所在的月份已经结账，没有改动。请用没有结账的日期，或先重开那个月。'); END;

INSERT INTO table_label (tbl, label, name_column) VALUES
  ('dues_rule', '会费规则', 'effective'),
  ('dues_override', '个人会费约定', '(SELECT name FROM member WHERE member.id = member_id)'),
  ('dues_correction', '会费更正', '(SELECT m.name || '' '' || b.month FROM dues_bill b JOIN member m ON m.id = b.member_id WHERE b.id = bill_id)'),
  ('dues_batch', '收缴批次', 'taken_on || '' '' || source'),
  ('dues_receipt', '会费收据', 'payer || '' 第'' || number || ''号'''),
  ('dues_advance', '预缴会费', '(SELECT name FROM member WHERE member.id = member_id)'),
  ('dues_closing', '会费结账', 'month');
