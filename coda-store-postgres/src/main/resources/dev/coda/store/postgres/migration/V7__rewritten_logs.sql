-- Whether the log of a run that has ended was replaced by a smaller one. A column with a constant
-- default is added without writing the table anew.
ALTER TABLE runs ADD COLUMN log_rewritten BOOLEAN NOT NULL DEFAULT FALSE;
