package dev.coda.server.auth;

import java.util.UUID;

/** Deletes the data of users who have deleted their accounts. Thread-safe. */
public interface DeletedUsers {
  /**
   * Begins to delete the data of a user who is marked as deleted. Returns at once. If this server
   * does not complete the deletion, any server completes it later.
   */
  void begin(UUID user);
}
