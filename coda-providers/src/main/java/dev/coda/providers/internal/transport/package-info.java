/**
 * HTTP for model calls: streamed, cancellable, limited in number, and with failures by kind.
 *
 * <p>The only package that uses OkHttp.
 */
@NullMarked
package dev.coda.providers.internal.transport;

import org.jspecify.annotations.NullMarked;
