-- Tokens of programs. They are kept as SHA-256 only; a revoked one is deleted.
CREATE TABLE personal_access_tokens (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name VARCHAR(100) NOT NULL,
  -- Separated by spaces.
  scopes VARCHAR(100) NOT NULL,
  token_hash CHAR(64) NOT NULL UNIQUE,
  last4 CHAR(4) NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  last_used_at TIMESTAMPTZ,
  expires_at TIMESTAMPTZ
);

CREATE INDEX idx_personal_access_tokens_user_id ON personal_access_tokens (user_id);
