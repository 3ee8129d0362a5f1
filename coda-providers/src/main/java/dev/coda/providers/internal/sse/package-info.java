/**
 * Server-sent events: bytes in, events out.
 *
 * <p>It does no I/O, and knows neither JSON nor any provider.
 */
@NullMarked
package dev.coda.providers.internal.sse;

import org.jspecify.annotations.NullMarked;
