-- The stores know owners by id alone; here an owner is a user, and what they own goes with them.
ALTER TABLE sessions
  ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;

ALTER TABLE analytics_events
  ADD CONSTRAINT analytics_events_session_id_fkey
  FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE SET NULL;
