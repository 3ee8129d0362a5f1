-- A row of the log is what one commit adds to it. The events of a commit with several of them are an
-- array in the payload, the type is null, and the number is the last one's. Rows of earlier versions
-- stay as they are: one event each.
ALTER TABLE run_events ALTER COLUMN type DROP NOT NULL;

-- What the run had used with that commit. Null in a commit that has written it to the run itself.
ALTER TABLE run_events
  ADD COLUMN tokens_input       BIGINT,
  ADD COLUMN tokens_output      BIGINT,
  ADD COLUMN tokens_cache_read  BIGINT,
  ADD COLUMN tokens_cache_write BIGINT,
  ADD COLUMN tokens_reasoning   BIGINT,
  ADD COLUMN cost_usd           NUMERIC;
