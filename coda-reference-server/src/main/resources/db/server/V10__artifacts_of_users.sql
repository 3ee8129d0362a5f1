-- What is kept for a user is added up at each upload, from the index alone.
CREATE INDEX idx_artifacts_user_id ON artifacts (user_id) INCLUDE (size);
