/** Carries short messages between processes that share a store. */
@NullMarked
package dev.coda.core.signal;

import org.jspecify.annotations.NullMarked;
