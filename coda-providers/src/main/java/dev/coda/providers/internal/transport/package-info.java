/**
 * HTTP for model calls: streamed, cancellable, capped, and told apart by kind of failure.
 *
 * <p>The only package that knows OkHttp.
 */
@NullMarked
package dev.coda.providers.internal.transport;

import org.jspecify.annotations.NullMarked;
