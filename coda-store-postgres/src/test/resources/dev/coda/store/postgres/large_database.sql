-- Fills tables of version 4: ${sessions} sessions of ten a user, each with 50 runs of 20 events, and 100 messages.
SET session_replication_role = replica;
CREATE FUNCTION number(kind INT, n BIGINT) RETURNS UUID LANGUAGE sql IMMUTABLE AS $$
  SELECT ('00000000-0000-7000-8' || lpad(kind::text, 3, '0') || '-' || lpad(to_hex(n), 12, '0'))::uuid $$;

INSERT INTO sessions (id, user_id, title, head_message_id, created_at, updated_at)
SELECT number(1, s), number(4, s % greatest(1, ${sessions} / 10)), 'Plans of number ' || s, number(2, s * 100 + 100),
  TIMESTAMPTZ '2026-01-01Z' + s * INTERVAL '1 minute', TIMESTAMPTZ '2026-01-01Z' + s * INTERVAL '1 minute'
FROM generate_series(1, ${sessions}) s;

INSERT INTO messages (id, session_id, parent_id, depth, run_id, role, content, parts, status, created_at)
SELECT number(2, s * 100 + i), number(1, s), CASE WHEN i > 1 THEN number(2, s * 100 + i - 1) END, i,
  CASE WHEN i % 2 = 0 THEN number(3, s * 50 + i / 2) END,
  CASE WHEN i % 2 = 0 THEN 'assistant' ELSE 'user' END, text.said,
  json_build_array(json_build_object('type', 'text', 'text', text.said)), 'complete',
  TIMESTAMPTZ '2026-01-01Z' + s * INTERVAL '1 minute' + i * INTERVAL '1 second'
FROM generate_series(1, ${sessions}) s, generate_series(1, 100) i,
  LATERAL (SELECT 'In the plan of day ' || (s * 31 + i) % 5000 || ' there is a word' || (s * 7 + i) % 20000
    || ' and what comes of it, as it was said before.' AS said) text;

INSERT INTO runs (id, session_id, user_id, branch, status, model_provider, model_name, fence, last_seq, started_at, finished_at)
SELECT number(3, s * 50 + j), number(1, s), number(4, s % greatest(1, ${sessions} / 10)), number(2, s * 100 + 2 * j - 1),
  'completed', 'sample', 'one', 1, 20, TIMESTAMPTZ '2026-01-01Z' + s * INTERVAL '1 minute',
  TIMESTAMPTZ '2026-01-01Z' + s * INTERVAL '1 minute' + INTERVAL '9 seconds'
FROM generate_series(1, ${sessions}) s, generate_series(1, 50) j;

INSERT INTO run_events (run_id, seq, type, payload, ts)
SELECT number(3, s * 50 + j), e, 'content_delta',
  json_build_object('message_id', number(2, s * 100 + 2 * j), 'part', 0, 'offset', (e - 1) * 6, 'delta', 'words '),
  TIMESTAMPTZ '2026-01-01Z' + s * INTERVAL '1 minute'
FROM generate_series(1, ${sessions}) s, generate_series(1, 50) j, generate_series(1, 20) e;

DROP FUNCTION number;
SET session_replication_role = DEFAULT;
