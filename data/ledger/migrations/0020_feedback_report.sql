-- Whether a returned row was answered anew is asked of every one that is open: by the
-- member, or by the name of somebody who is not in the ledger.
CREATE INDEX report_feedback_who ON report_feedback(coalesce(member_id, name));
CREATE INDEX report_run_sha256 ON report_run(sha256, profile);

-- The number of the run an answer was given to; it counts where that run sent the very file
-- (answers), which tells apart runs that sent the same one.
ALTER TABLE report_feedback ADD COLUMN report INTEGER;
