-- What users said once and for all about tools. user_id refers to nothing here, as in V1.

CREATE TABLE tool_permissions (
  user_id     UUID NOT NULL,
  tool_name   TEXT NOT NULL,
  permission  TEXT NOT NULL CHECK (permission IN ('allow', 'ask', 'deny')),
  -- The tool as the user knew it: an 'allow' does not hold for one that has changed since.
  fingerprint TEXT,
  updated_at  TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (user_id, tool_name)
);
