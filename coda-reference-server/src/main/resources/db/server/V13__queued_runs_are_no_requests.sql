-- As in V5, but for a run that ends before its turn: it has asked no model, so it is no request.
CREATE OR REPLACE FUNCTION settle_run() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  ended runs;
  latest run_events;
  org UUID;
  ended_at TIMESTAMPTZ;
BEGIN
  IF TG_OP = 'DELETE' THEN
    ended := OLD;
    ended.status := 'cancelled';
    -- What an active run has used is in its log.
    FOR latest IN SELECT * FROM run_events WHERE run_id = OLD.id AND tokens_input IS NOT NULL
      ORDER BY seq DESC LIMIT 1
    LOOP
      ended.tokens_input := latest.tokens_input;
      ended.tokens_output := latest.tokens_output;
      ended.tokens_cache_read := latest.tokens_cache_read;
      ended.tokens_cache_write := latest.tokens_cache_write;
      ended.tokens_reasoning := latest.tokens_reasoning;
      ended.cost_usd := latest.cost_usd;
    END LOOP;
  ELSE
    ended := NEW;
  END IF;
  ended_at := coalesce(ended.finished_at, now());
  DELETE FROM usage_reservations WHERE run_id = ended.id;
  IF TG_OP <> 'INSERT' THEN
    IF OLD.status = 'queued' THEN
      RETURN coalesce(NEW, OLD);
    END IF;
  END IF;
  SELECT organization_id INTO org FROM users WHERE id = ended.user_id;
  IF org IS NULL THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  INSERT INTO run_usage
    SELECT ended.id, org, ended.user_id, ended.model_provider, ended.model_name, ended.status,
      ended.tokens_input, ended.tokens_output, ended.tokens_cache_read, ended.tokens_cache_write,
      ended.tokens_reasoning, ended.cost_usd,
      -- Read as text: the JSON of an event may hold what no text of the database can.
      (SELECT substring(e.payload::text FROM '"time_to_first_token_ms" ?: ?([0-9]{1,12})[,}]')::bigint
         FROM run_events e
        WHERE e.run_id = ended.id AND e.seq > ended.last_seq - 4
          AND (e.type IS NULL OR e.type = 'message_end')
        ORDER BY e.seq DESC LIMIT 1),
      ended.started_at, ended_at
    ON CONFLICT DO NOTHING;
  IF FOUND THEN
    INSERT INTO usage_counters AS c
      VALUES (org, date_trunc('month', ended_at AT TIME ZONE 'UTC')::date, ended.user_id, 1,
        ended.tokens_input + ended.tokens_output, coalesce(ended.cost_usd, 0))
      ON CONFLICT (organization_id, period_start, user_id) DO UPDATE SET
        requests = c.requests + 1,
        tokens = c.tokens + excluded.tokens,
        cost_usd = c.cost_usd + excluded.cost_usd;
  END IF;
  RETURN coalesce(NEW, OLD);
END
$$;
