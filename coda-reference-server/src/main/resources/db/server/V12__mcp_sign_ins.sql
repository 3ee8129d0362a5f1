-- Users' sign-ins to MCP servers with accounts of their own, encrypted like their keys.
CREATE SEQUENCE mcp_sign_in_versions;

CREATE TABLE mcp_sign_ins (
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  server TEXT NOT NULL,
  sealed TEXT NOT NULL,
  -- Changes with every change of the row.
  version BIGINT NOT NULL,
  -- Until when one process renews it while the others wait.
  claimed_until TIMESTAMPTZ,
  signed_in_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (user_id, server)
);

CREATE INDEX idx_mcp_sign_ins_server ON mcp_sign_ins (server, signed_in_at);

-- Sign-ins whose users are at an authorization server now.
CREATE TABLE begun_mcp_sign_ins (
  state_hash VARCHAR(64) PRIMARY KEY,
  sealed TEXT NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);
