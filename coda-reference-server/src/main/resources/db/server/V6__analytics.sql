-- Each question is about the users of one organization, one kind of event and a time.
CREATE INDEX idx_analytics_events_user_id_event_type ON analytics_events (user_id, event_type, timestamp);
DROP INDEX idx_analytics_events_user_id;
-- For the deletion of a session.
CREATE INDEX idx_analytics_events_session_id ON analytics_events (session_id);
