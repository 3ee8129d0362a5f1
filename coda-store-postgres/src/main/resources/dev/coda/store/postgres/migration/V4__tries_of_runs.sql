-- Processes that took a run and did not release it. Counted before a run is handed out, so that one
-- that brings its process down is ended after a few tries without its log being read.
ALTER TABLE runs ADD COLUMN tries INTEGER NOT NULL DEFAULT 1;
