CREATE TABLE organizations (
  id UUID PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  plan VARCHAR(50) NOT NULL DEFAULT 'free',
  quota_tokens INTEGER NOT NULL DEFAULT 100000,
  quota_requests INTEGER NOT NULL DEFAULT 1000,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE users (
  id UUID PRIMARY KEY,
  -- In lower case, so that one mailbox is one user.
  email VARCHAR(255) NOT NULL UNIQUE,
  name VARCHAR(255),
  password_hash TEXT NOT NULL,
  organization_id UUID NOT NULL REFERENCES organizations (id),
  api_keys JSONB NOT NULL DEFAULT '{}',
  preferences JSONB NOT NULL DEFAULT '{}',
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX idx_users_organization_id ON users (organization_id);

-- One row per sign-in: the family that its refresh tokens and access tokens belong to.
CREATE TABLE sign_ins (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at TIMESTAMPTZ NOT NULL,
  revoked_at TIMESTAMPTZ
);

CREATE INDEX idx_sign_ins_user_id ON sign_ins (user_id);
CREATE INDEX idx_sign_ins_expires_at ON sign_ins (expires_at);

-- Opaque tokens are kept as SHA-256 only; each is used once.
CREATE TABLE refresh_tokens (
  id UUID PRIMARY KEY,
  sign_in_id UUID NOT NULL REFERENCES sign_ins (id) ON DELETE CASCADE,
  token_hash CHAR(64) NOT NULL UNIQUE,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ
);

CREATE INDEX idx_refresh_tokens_sign_in_id ON refresh_tokens (sign_in_id);

-- What an organization has used in a month.
CREATE TABLE usage_counters (
  organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  period_start DATE NOT NULL,
  tokens BIGINT NOT NULL DEFAULT 0,
  requests BIGINT NOT NULL DEFAULT 0,
  cost_usd NUMERIC(18, 8) NOT NULL DEFAULT 0,
  PRIMARY KEY (organization_id, period_start)
);

CREATE TABLE analytics_events (
  id UUID PRIMARY KEY,
  event_type VARCHAR(100) NOT NULL,
  user_id UUID REFERENCES users (id) ON DELETE SET NULL,
  session_id UUID,
  properties JSONB NOT NULL,
  timestamp TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX idx_analytics_events_type ON analytics_events (event_type);
CREATE INDEX idx_analytics_events_timestamp ON analytics_events (timestamp);
CREATE INDEX idx_analytics_events_user_id ON analytics_events (user_id);
