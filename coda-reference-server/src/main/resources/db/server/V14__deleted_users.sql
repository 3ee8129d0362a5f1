-- A deleted user is first marked, and nothing names the person from then on. What they owned goes after that, and the row last.
ALTER TABLE users ADD COLUMN deleted_at TIMESTAMPTZ;
CREATE INDEX idx_users_deleted_at ON users (deleted_at) WHERE deleted_at IS NOT NULL;
