-- What organizations may use in a month, and what they have used. Whoever ends a run, the store writes
-- its end to its row in runs; a trigger there books the run in the same transaction, so that these
-- tables never differ from the runs, also when a session is deleted later.

ALTER TABLE organizations
  ALTER COLUMN quota_tokens TYPE BIGINT,
  ALTER COLUMN quota_requests TYPE BIGINT,
  -- NULL where money is not limited.
  ADD COLUMN quota_cost_usd NUMERIC;

-- One row per run that has ended. It outlives the run's session.
CREATE TABLE run_usage (
  run_id             UUID PRIMARY KEY,
  organization_id    UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  user_id            UUID NOT NULL,
  model_provider     TEXT NOT NULL,
  model_name         TEXT NOT NULL,
  status             TEXT NOT NULL,
  tokens_input       BIGINT NOT NULL,
  tokens_output      BIGINT NOT NULL,
  tokens_cache_read  BIGINT NOT NULL,
  tokens_cache_write BIGINT NOT NULL,
  tokens_reasoning   BIGINT NOT NULL,
  cost_usd           NUMERIC,
  first_token_ms     BIGINT,
  started_at         TIMESTAMPTZ NOT NULL,
  finished_at        TIMESTAMPTZ NOT NULL
);
CREATE INDEX idx_run_usage_organization_id ON run_usage (organization_id, finished_at);

-- The sums of run_usage by month, in UTC.
DROP TABLE usage_counters;
CREATE TABLE usage_counters (
  organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  period_start    DATE NOT NULL,
  user_id         UUID NOT NULL,
  requests        BIGINT NOT NULL,
  tokens          BIGINT NOT NULL,
  cost_usd        NUMERIC NOT NULL,
  PRIMARY KEY (organization_id, period_start, user_id)
);

-- What active runs are expected to use. A row counts while its run is active, or is about to be stored.
CREATE TABLE usage_reservations (
  run_id          UUID PRIMARY KEY,
  organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  user_id         UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  tokens          BIGINT NOT NULL,
  cost_usd        NUMERIC NOT NULL,
  created_at      TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idx_usage_reservations_organization_id ON usage_reservations (organization_id);
CREATE INDEX idx_usage_reservations_user_id ON usage_reservations (user_id);

-- Books a run that has ended, or whose session is deleted while it is active.
CREATE FUNCTION settle_run() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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

CREATE TRIGGER settle_started AFTER INSERT ON runs
  FOR EACH ROW WHEN (NEW.finished_at IS NOT NULL) EXECUTE FUNCTION settle_run();
CREATE TRIGGER settle_ended AFTER UPDATE ON runs
  FOR EACH ROW WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL) EXECUTE FUNCTION settle_run();
-- Before, since the log goes with the run.
CREATE TRIGGER settle_deleted BEFORE DELETE ON runs
  FOR EACH ROW WHEN (OLD.finished_at IS NULL) EXECUTE FUNCTION settle_run();

-- Runs that ended before.
INSERT INTO run_usage
  SELECT r.id, u.organization_id, r.user_id, r.model_provider, r.model_name, r.status, r.tokens_input,
    r.tokens_output, r.tokens_cache_read, r.tokens_cache_write, r.tokens_reasoning, r.cost_usd, NULL,
    r.started_at, r.finished_at
  FROM runs r JOIN users u ON u.id = r.user_id WHERE r.finished_at IS NOT NULL;
INSERT INTO usage_counters
  SELECT organization_id, date_trunc('month', finished_at AT TIME ZONE 'UTC')::date, user_id, count(*),
    sum(tokens_input + tokens_output), coalesce(sum(cost_usd), 0)
  FROM run_usage GROUP BY 1, 2, 3;

-- Reserves what a run is expected to use: its prompt, and as much output as nine in ten of the
-- organization's latest runs stayed within. Reservations of an organization are made one after the
-- other. Returns one row: what is left for the run, or by which quota it is refused.
CREATE FUNCTION reserve_usage(
  this_user UUID, this_run UUID, period DATE, input BIGINT, input_cost NUMERIC, output_cost NUMERIC)
RETURNS TABLE (
  refused_by TEXT, quota NUMERIC, used NUMERIC, reserved NUMERIC, tokens BIGINT, tokens_left BIGINT,
  cost_left NUMERIC)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
#variable_conflict use_variable
DECLARE
  least_output CONSTANT BIGINT := 32;
  usual_output CONSTANT BIGINT := 500;
  org organizations;
  budget NUMERIC;
  output BIGINT;
  spent RECORD;
  active RECORD;
  least_cost NUMERIC;
  cost NUMERIC;
  budget_left NUMERIC;
BEGIN
  SELECT o.* INTO org FROM organizations o JOIN users u ON u.organization_id = o.id
   WHERE u.id = this_user FOR NO KEY UPDATE OF o;
  IF org.id IS NULL THEN
    RETURN;
  END IF;
  SELECT CASE WHEN preferences ->> 'monthly_budget_usd' ~ '^[0-9]+([.][0-9]+)?$'
    THEN (preferences ->> 'monthly_budget_usd')::numeric END
    INTO budget FROM users WHERE id = this_user;
  SELECT coalesce(sum(c.requests), 0) AS requests, coalesce(sum(c.tokens), 0) AS tokens,
      coalesce(sum(c.cost_usd), 0) AS cost,
      coalesce(sum(c.cost_usd) FILTER (WHERE c.user_id = this_user), 0) AS own_cost
    INTO spent FROM usage_counters c
    WHERE c.organization_id = org.id AND c.period_start = period;
  SELECT count(*) AS requests,
      coalesce(sum(greatest(s.tokens, l.tokens)), 0) AS tokens,
      coalesce(sum(greatest(s.cost_usd, l.cost_usd)), 0) AS cost,
      coalesce(sum(greatest(s.cost_usd, l.cost_usd)) FILTER (WHERE s.user_id = this_user), 0) AS own_cost
    INTO active FROM usage_reservations s LEFT JOIN runs r ON r.id = s.run_id
    LEFT JOIN LATERAL (
      SELECT e.tokens_input + e.tokens_output AS tokens, e.cost_usd FROM run_events e
      WHERE e.run_id = s.run_id AND e.tokens_input IS NOT NULL ORDER BY e.seq DESC LIMIT 1) l ON true
    WHERE s.organization_id = org.id
      AND (r.finished_at IS NULL AND r.id IS NOT NULL OR r.id IS NULL AND s.created_at > now() - INTERVAL '1 minute');
  SELECT percentile_disc(0.9) WITHIN GROUP (ORDER BY latest.tokens_output) INTO output FROM (
    SELECT u.tokens_output FROM run_usage u WHERE u.organization_id = org.id
    ORDER BY u.finished_at DESC LIMIT 50) latest;
  output := greatest(coalesce(output, usual_output), least_output);
  IF active.requests = 0 THEN
    -- Alone, a run may use the rest: it is bound to it.
    output := greatest(least_output, least(output, org.quota_tokens - spent.tokens - input));
  END IF;
  tokens := input + output;
  tokens_left := org.quota_tokens - spent.tokens - active.tokens;
  least_cost := input_cost + least_output * output_cost;
  cost := CASE WHEN active.requests = 0 THEN least_cost ELSE input_cost + output * output_cost END;
  cost_left := org.quota_cost_usd - spent.cost - active.cost;
  budget_left := budget - spent.own_cost - active.own_cost;
  IF spent.requests + active.requests >= org.quota_requests THEN
    refused_by := 'requests';
    quota := org.quota_requests;
    used := spent.requests;
    reserved := active.requests;
  ELSIF tokens > tokens_left THEN
    refused_by := 'tokens';
    quota := org.quota_tokens;
    used := spent.tokens;
    reserved := active.tokens;
  ELSIF cost_left <= 0 OR cost > cost_left THEN
    refused_by := 'cost_usd';
    quota := org.quota_cost_usd;
    used := spent.cost;
    reserved := active.cost;
  ELSIF budget_left <= 0 OR cost > budget_left THEN
    refused_by := 'monthly_budget_usd';
    quota := budget;
    used := spent.own_cost;
    reserved := active.own_cost;
  ELSE
    cost_left := least(cost_left, budget_left);
    INSERT INTO usage_reservations (run_id, organization_id, user_id, tokens, cost_usd)
      VALUES (this_run, org.id, this_user, tokens, input_cost + output * output_cost)
      ON CONFLICT (run_id) DO NOTHING;
  END IF;
  RETURN NEXT;
END
$$;
