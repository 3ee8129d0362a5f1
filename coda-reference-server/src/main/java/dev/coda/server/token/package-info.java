/** Personal access tokens, which programs use instead of a sign-in. */
@NullMarked
package dev.coda.server.token;

import org.jspecify.annotations.NullMarked;
