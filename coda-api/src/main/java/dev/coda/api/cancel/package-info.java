/** Cancellation: one signal that reaches the loop, the provider's socket and the tools. */
@NullMarked
package dev.coda.api.cancel;

import org.jspecify.annotations.NullMarked;
