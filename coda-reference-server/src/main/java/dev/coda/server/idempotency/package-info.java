/** Requests that are sent again under an idempotency key, which have their effect once. */
@NullMarked
package dev.coda.server.idempotency;

import org.jspecify.annotations.NullMarked;
