-- What came first under each of a user's idempotency keys, kept for a day.
CREATE TABLE submissions (
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key VARCHAR(200) NOT NULL,
  -- The key of the run, and the id of the session that is made where none is named.
  id UUID NOT NULL,
  -- SHA-256 of the request.
  fingerprint CHAR(64) NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (user_id, key)
);

CREATE INDEX idx_submissions_created_at ON submissions (created_at);
