-- Dues: bases over time, a bill per member and month, payments.

CREATE TABLE dues_base (
  id        INTEGER PRIMARY KEY,
  member_id INTEGER NOT NULL REFERENCES member(id),
  from_month TEXT NOT NULL,
  base_fen  INTEGER NOT NULL,
  source    TEXT NOT NULL,
  UNIQUE (member_id, from_month)
) STRICT;

-- Everybody on the roster has a row for a billed month: an amount, or the reason
-- why nothing is due.
CREATE TABLE dues_bill (
  id         INTEGER PRIMARY KEY,
  month      TEXT NOT NULL,
  member_id  INTEGER NOT NULL REFERENCES member(id),
  department INTEGER REFERENCES union_group(id),
  base_fen   INTEGER,
  amount_fen INTEGER NOT NULL,
  exempt     TEXT,
  rule       TEXT NOT NULL,
  UNIQUE (month, member_id)
) STRICT;
CREATE INDEX dues_bill_member ON dues_bill(member_id, month);

-- Nothing is paid without a bill, so that a bill is not undone from under a payment.
CREATE TABLE dues_payment (
  id         INTEGER PRIMARY KEY,
  month      TEXT NOT NULL,
  member_id  INTEGER NOT NULL REFERENCES member(id),
  amount_fen INTEGER NOT NULL,
  paid_on    TEXT NOT NULL,
  method     TEXT NOT NULL,
  note       TEXT,
  FOREIGN KEY (month, member_id) REFERENCES dues_bill(month, member_id)
) STRICT;
CREATE INDEX dues_payment_member ON dues_payment(member_id, month, amount_fen);
CREATE INDEX dues_payment_month ON dues_payment(month);

INSERT INTO table_label (tbl, label, name_column) VALUES
  ('dues_base', '缴费基数', '(SELECT name FROM member WHERE member.id = member_id)'),
  ('dues_bill', '会费账', '(SELECT name FROM member WHERE member.id = member_id) || '' '' || month'),
  ('dues_payment', '会费收款', '(SELECT name FROM member WHERE member.id = member_id) || '' '' || month');
