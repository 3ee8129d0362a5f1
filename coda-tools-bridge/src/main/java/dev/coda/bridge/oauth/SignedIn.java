package dev.coda.bridge.oauth;

import dev.coda.api.id.UserId;

/**
 * A sign-in that is complete. Immutable.
 *
 * @param user who signed in
 * @param server the name of the server
 */
public record SignedIn(UserId user, String server) {}
