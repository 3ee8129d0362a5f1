-- Runs that are no longer shown as responses; what was said stays in their sessions.
CREATE TABLE deleted_responses (
  run_id UUID PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE
);
