/**
 * The common part of other protocols: a request becomes a run, and its log becomes their frames.
 */
@NullMarked
package dev.coda.server.dialect;

import org.jspecify.annotations.NullMarked;
