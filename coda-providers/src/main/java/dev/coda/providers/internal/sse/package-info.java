/**
 * Server-sent events: bytes in, events out.
 *
 * <p>Pure: knows of no connection, no JSON and no provider.
 */
@NullMarked
package dev.coda.providers.internal.sse;

import org.jspecify.annotations.NullMarked;
