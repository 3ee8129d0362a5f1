/** Servers over real sockets that answer, and fail, as a test says: of models, and of sign-ins. */
@NullMarked
package dev.coda.testkit.mock;

import org.jspecify.annotations.NullMarked;
