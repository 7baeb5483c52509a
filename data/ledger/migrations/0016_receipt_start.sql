-- The first receipt of a unit may carry on a paper book: its number is the setting
-- receipt_start, 1 where nobody set it.
DROP TRIGGER dues_receipt_gap_insert;
CREATE TRIGGER dues_receipt_gap_insert BEFORE INSERT ON dues_receipt
WHEN NEW.number <> coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'receipt_start'), 1)
  AND NOT EXISTS (SELECT 1 FROM dues_receipt WHERE number = NEW.number - 1)
BEGIN SELECT RAISE(ABORT, '前面的收据号已经撤销，收据号会断开，没有改动。请重新收款。'); END;
