/**
 * Stores that keep everything in this process: for tests, for small programs, and as the simple
 * reference of a store's behaviour.
 */
@NullMarked
package dev.coda.core.store;

import org.jspecify.annotations.NullMarked;
