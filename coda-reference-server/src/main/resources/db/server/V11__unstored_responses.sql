-- Whether the session of a deleted response goes too, soon after the run has ended: its client did not want it stored.
ALTER TABLE deleted_responses ADD COLUMN with_session BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX deleted_responses_with_session ON deleted_responses (run_id) WHERE with_session;
