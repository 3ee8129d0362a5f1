/** Personal access tokens: what programs use in the place of a sign-in. */
@NullMarked
package dev.coda.server.token;

import org.jspecify.annotations.NullMarked;
