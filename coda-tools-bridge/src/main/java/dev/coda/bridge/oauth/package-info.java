/**
 * OAuth 2.1 for services that require each user's own account: discovery of the authorization
 * server, sign-in with PKCE, and tokens that are renewed before they expire.
 */
@NullMarked
package dev.coda.bridge.oauth;

import org.jspecify.annotations.NullMarked;
