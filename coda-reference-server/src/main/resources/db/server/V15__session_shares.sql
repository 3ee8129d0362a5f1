-- Links with which strangers read a session up to a message. Their tokens are kept as SHA-256 only; a revoked one is deleted.
CREATE TABLE session_shares (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  session_id UUID NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  -- The last message that is shown.
  message_id UUID NOT NULL,
  title VARCHAR(200),
  include_tools BOOLEAN NOT NULL,
  token_hash CHAR(64) NOT NULL UNIQUE,
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ
);

CREATE INDEX idx_session_shares_user_id ON session_shares (user_id);
CREATE INDEX idx_session_shares_session_id ON session_shares (session_id);
