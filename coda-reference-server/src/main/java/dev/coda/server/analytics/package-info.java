/**
 * Statistics of an organization's runs, tools and requests, which the database computes from
 * events.
 */
@NullMarked
package dev.coda.server.analytics;

import org.jspecify.annotations.NullMarked;
