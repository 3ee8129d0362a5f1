/**
 * Stores that keep everything in this process: for tests, for small programs, and as the plain
 * statement of what a store does.
 */
@NullMarked
package dev.coda.core.store;

import org.jspecify.annotations.NullMarked;
