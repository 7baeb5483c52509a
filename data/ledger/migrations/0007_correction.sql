-- An entry of a membership is never changed or deleted: a later entry corrects it or
-- says that it never happened (kind 作废), and the earlier one names that entry.
ALTER TABLE membership_event ADD COLUMN corrected_by INTEGER REFERENCES membership_event(id);
-- Why an entry was corrected or declared void.
ALTER TABLE membership_event ADD COLUMN why TEXT;
-- Where among the entries of its day one stands that was entered out of turn; NULL is
-- in the order of entry.
ALTER TABLE membership_event ADD COLUMN place REAL;

-- The index serves the question asked most, the last fact of a member as of a day. It
-- holds all entries because a foreign key is looked up by it when a member is deleted.
DROP INDEX membership_event_member;
CREATE INDEX membership_event_member ON membership_event(member_id, date, coalesce(place, id), kind, corrected_by, dues_from);
CREATE INDEX membership_event_corrected_by ON membership_event(corrected_by) WHERE corrected_by IS NOT NULL;

-- What holds: everything that is derived from a membership reads this.
CREATE VIEW membership_fact AS
  SELECT id, member_id, kind, date, coalesce(place, id) AS place, reason, document, minute_no, other_union, dues_from, note, why
  FROM membership_event WHERE corrected_by IS NULL AND kind <> '作废';
