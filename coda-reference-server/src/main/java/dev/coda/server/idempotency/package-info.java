/** Repeated requests with an idempotency key, which have an effect only once. */
@NullMarked
package dev.coda.server.idempotency;

import org.jspecify.annotations.NullMarked;
