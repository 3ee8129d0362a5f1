/** A model server over real sockets that answers, and fails, as a test says. */
@NullMarked
package dev.coda.testkit.mock;

import org.jspecify.annotations.NullMarked;
