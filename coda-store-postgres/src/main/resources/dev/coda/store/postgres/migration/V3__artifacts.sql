-- Results of tools that no conversation can hold.
CREATE TABLE artifacts (
  id         UUID PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES sessions ON DELETE CASCADE,
  user_id    UUID NOT NULL,
  media_type TEXT NOT NULL,
  name       TEXT,
  size       BIGINT NOT NULL,
  content    BYTEA NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX artifacts_by_session ON artifacts (session_id);
-- Not compressed, so that a range is read without the rest.
ALTER TABLE artifacts ALTER COLUMN content SET STORAGE EXTERNAL;
