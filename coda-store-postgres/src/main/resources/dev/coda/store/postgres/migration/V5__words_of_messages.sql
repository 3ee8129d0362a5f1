-- The words of messages in a table of their own. They are made by the store once, when a message is
-- written, and each begins with the end of its user's id: a search reads the words of one user only.
-- A message itself is then updated without a change of its indices.

CREATE TABLE message_words (
  message_id UUID PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
  session_id UUID NOT NULL,
  user_id    UUID NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  words      TSVECTOR NOT NULL
);
CREATE INDEX message_words_by_user ON message_words (user_id, created_at DESC, message_id DESC);
-- A search reads through the list of what is not in the index yet, so it is kept short.
CREATE INDEX message_words_search ON message_words USING gin (words) WITH (gin_pending_list_limit = 256);

-- The words of earlier messages are filled in while the store is in use, which then drops the column.
DROP INDEX messages_search;
ALTER TABLE messages ALTER COLUMN search DROP EXPRESSION;
ALTER TABLE messages ALTER COLUMN search DROP NOT NULL;
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM messages) THEN
    ALTER TABLE messages DROP COLUMN search;
  END IF;
END $$;

-- Titles change rarely; their words are written by the store as well.
ALTER TABLE sessions ALTER COLUMN search DROP EXPRESSION;
ALTER TABLE sessions ALTER COLUMN search SET DEFAULT '';

-- Each turn changes the time of a session. With the hour in the index instead of the time, rows are
-- updated in place; a list sorts the sessions of an hour.
DROP INDEX sessions_by_user;
ALTER TABLE sessions ADD COLUMN updated_hour BIGINT NOT NULL GENERATED ALWAYS AS
  (floor(extract(epoch FROM updated_at - TIMESTAMPTZ '1970-01-01 00:00:00+00') / 3600)::bigint) STORED;
CREATE INDEX sessions_by_user ON sessions (user_id, updated_hour DESC);
ALTER TABLE sessions SET (fillfactor = 80);
