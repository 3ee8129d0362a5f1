/**
 * OAuth 2.1 for services that want each user's own account: finding the authorization server,
 * signing in with PKCE, and tokens that are renewed before they expire.
 */
@NullMarked
package dev.coda.bridge.oauth;

import org.jspecify.annotations.NullMarked;
