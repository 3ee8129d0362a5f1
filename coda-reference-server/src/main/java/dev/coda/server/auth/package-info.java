/** Users, their organizations, sign-in and the tokens that prove it. */
@NullMarked
package dev.coda.server.auth;

import org.jspecify.annotations.NullMarked;
