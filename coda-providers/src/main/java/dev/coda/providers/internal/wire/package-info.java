/**
 * The common part of all wire protocols: one model class, driven by a protocol's three pure parts.
 *
 * <p>A protocol is an encoder of requests, a decoder of streams and a decoder of errors.
 */
@NullMarked
package dev.coda.providers.internal.wire;

import org.jspecify.annotations.NullMarked;
