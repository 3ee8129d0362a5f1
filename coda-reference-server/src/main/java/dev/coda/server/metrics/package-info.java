/** What the server measures of itself, for Prometheus to collect. */
@NullMarked
package dev.coda.server.metrics;

import org.jspecify.annotations.NullMarked;
