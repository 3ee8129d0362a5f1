/** Messages of a session and everything that is known about each. */
@NullMarked
package dev.coda.server.message;

import org.jspecify.annotations.NullMarked;
