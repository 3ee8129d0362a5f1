/** Users, their organizations, signing in, and access tokens. */
@NullMarked
package dev.coda.server.auth;

import org.jspecify.annotations.NullMarked;
