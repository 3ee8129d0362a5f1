/** Metrics of the server, which Prometheus collects. */
@NullMarked
package dev.coda.server.metrics;

import org.jspecify.annotations.NullMarked;
