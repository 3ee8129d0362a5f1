-- Sessions, the tree of messages, and the logs of runs. Ids are UUIDv7 that the caller makes.
-- user_id refers to nothing here: users are the application's, which may add the foreign key.

CREATE TABLE sessions (
  id              UUID PRIMARY KEY,
  user_id         UUID NOT NULL,
  title           TEXT,
  model_provider  TEXT,
  model_name      TEXT,
  system_prompt   TEXT,
  context_summary TEXT,
  metadata        JSONB NOT NULL DEFAULT '{}',
  -- The last message of the branch in view. No foreign key: each write checks that it is the session's.
  head_message_id UUID,
  created_at      TIMESTAMPTZ NOT NULL,
  updated_at      TIMESTAMPTZ NOT NULL,
  -- The default parser takes host names, paths and signed numbers for one word; spaces instead of
  -- punctuation make it find their parts.
  search          TSVECTOR NOT NULL GENERATED ALWAYS AS (to_tsvector('simple',
                    translate(left(coalesce(title, ''), 1000), '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32)))) STORED
);
CREATE INDEX sessions_by_user ON sessions (user_id, updated_at DESC, id DESC);
CREATE INDEX sessions_by_creation ON sessions (created_at DESC);

CREATE TABLE messages (
  id                 UUID NOT NULL,
  session_id         UUID NOT NULL REFERENCES sessions ON DELETE CASCADE,
  parent_id          UUID REFERENCES messages,
  -- Messages on the path from the root to this one: written once, since a message never moves. It
  -- gives the length of a branch and the place of a page without a walk.
  depth              INTEGER NOT NULL CHECK (depth > 0),
  run_id             UUID,
  role               TEXT NOT NULL CHECK (role IN ('system', 'user', 'assistant')),
  -- The text among the parts, for searches and people; what is read back are the parts.
  content            TEXT NOT NULL,
  -- JSON rather than JSONB: models want their own words back byte for byte, key order, number format
  -- and U+0000 included; a changed byte costs a provider's prompt cache or breaks a signature.
  parts              JSON NOT NULL,
  model_provider     TEXT,
  model_name         TEXT,
  tokens_input       BIGINT NOT NULL DEFAULT 0,
  tokens_output      BIGINT NOT NULL DEFAULT 0,
  tokens_cache_read  BIGINT NOT NULL DEFAULT 0,
  tokens_cache_write BIGINT NOT NULL DEFAULT 0,
  tokens_reasoning   BIGINT NOT NULL DEFAULT 0,
  cost_usd           NUMERIC,
  processing_time_ms BIGINT,
  status             TEXT NOT NULL CHECK (status IN ('complete', 'partial', 'cancelled', 'failed')),
  error              JSONB,
  metadata           JSONB,
  created_at         TIMESTAMPTZ NOT NULL,
  -- Cut where a tsvector's limit of 1 MB could refuse the row.
  search             TSVECTOR NOT NULL GENERATED ALWAYS AS (to_tsvector('simple',
                       translate(left(content, 100000), '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32)))) STORED,
  -- A path is walked in the index alone.
  PRIMARY KEY (id) INCLUDE (parent_id, depth)
);
CREATE INDEX messages_by_session ON messages (session_id, depth);
CREATE INDEX messages_by_parent ON messages (parent_id);
CREATE INDEX messages_by_creation ON messages (created_at);
CREATE INDEX messages_search ON messages USING gin (search);

CREATE TABLE tool_calls (
  id                UUID PRIMARY KEY,
  message_id        UUID NOT NULL REFERENCES messages ON DELETE CASCADE,
  session_id        UUID NOT NULL REFERENCES sessions ON DELETE CASCADE,
  run_id            UUID,
  tool_name         TEXT NOT NULL,
  input_params      JSONB NOT NULL,
  output_result     JSONB,
  status            TEXT NOT NULL CHECK (status IN ('pending', 'running', 'success', 'error', 'denied', 'unknown')),
  error_message     TEXT,
  execution_time_ms BIGINT,
  evaluation        JSONB,
  trace_id          TEXT,
  created_at        TIMESTAMPTZ NOT NULL
);
CREATE INDEX tool_calls_by_message ON tool_calls (message_id);
CREATE INDEX tool_calls_by_session ON tool_calls (session_id);
CREATE INDEX tool_calls_by_tool ON tool_calls (tool_name);
CREATE INDEX tool_calls_by_creation ON tool_calls (created_at);

CREATE TABLE chain_of_thought (
  id          UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  message_id  UUID NOT NULL REFERENCES messages ON DELETE CASCADE,
  step_number INTEGER NOT NULL,
  step_type   TEXT NOT NULL,
  content     TEXT NOT NULL,
  metadata    JSONB,
  created_at  TIMESTAMPTZ NOT NULL,
  UNIQUE (message_id, step_number)
);

CREATE TABLE message_embeddings (
  id         UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  message_id UUID NOT NULL REFERENCES messages ON DELETE CASCADE,
  session_id UUID NOT NULL,
  user_id    UUID NOT NULL,
  model      TEXT NOT NULL,
  embedding  REAL[] NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  UNIQUE (message_id, model)
);
CREATE INDEX message_embeddings_by_user ON message_embeddings (user_id, model, created_at DESC);

CREATE TABLE runs (
  id                 UUID PRIMARY KEY,
  session_id         UUID NOT NULL REFERENCES sessions ON DELETE CASCADE,
  user_id            UUID NOT NULL,
  -- The message that the run continues from, or the session's id where it starts the session.
  branch             UUID NOT NULL,
  status             TEXT NOT NULL CHECK (status IN ('queued', 'running', 'paused', 'completed', 'failed', 'cancelled')),
  model_provider     TEXT NOT NULL,
  model_name         TEXT NOT NULL,
  lease_owner        TEXT,
  lease_until        TIMESTAMPTZ,
  -- Counts owners; stays when the lease ends, so that a late writer is still told from a repeat.
  fence              BIGINT NOT NULL,
  last_seq           BIGINT NOT NULL,
  tokens_input       BIGINT NOT NULL DEFAULT 0,
  tokens_output      BIGINT NOT NULL DEFAULT 0,
  tokens_cache_read  BIGINT NOT NULL DEFAULT 0,
  tokens_cache_write BIGINT NOT NULL DEFAULT 0,
  tokens_reasoning   BIGINT NOT NULL DEFAULT 0,
  cost_usd           NUMERIC,
  error              JSONB,
  idempotency_key    TEXT,
  cancel_requested   BOOLEAN NOT NULL DEFAULT false,
  started_at         TIMESTAMPTZ NOT NULL,
  finished_at        TIMESTAMPTZ,
  CHECK ((finished_at IS NULL) = (status IN ('queued', 'running', 'paused'))),
  CHECK ((finished_at IS NULL) = (lease_owner IS NOT NULL AND lease_until IS NOT NULL))
);
CREATE UNIQUE INDEX runs_one_active_on_a_branch ON runs (session_id, branch) WHERE finished_at IS NULL;
CREATE UNIQUE INDEX runs_by_idempotency_key ON runs (user_id, idempotency_key);
CREATE INDEX runs_by_session ON runs (session_id);
CREATE INDEX runs_by_lease ON runs (lease_until) WHERE finished_at IS NULL;

CREATE TABLE run_events (
  run_id  UUID NOT NULL REFERENCES runs ON DELETE CASCADE,
  seq     BIGINT NOT NULL,
  type    TEXT NOT NULL,
  -- Verbatim, for the same reasons as a message's parts.
  payload JSON NOT NULL,
  ts      TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (run_id, seq)
);
