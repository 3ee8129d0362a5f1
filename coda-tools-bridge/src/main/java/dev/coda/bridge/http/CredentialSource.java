package dev.coda.bridge.http;

import java.io.IOException;

/** Finds the secrets of one call; if that takes a while, no longer than the call may. */
@FunctionalInterface
interface CredentialSource {
  HttpAuth.Credentials credentials(CallScope scope) throws IOException;
}
