/**
 * Three tools behind a small HTTP service, and the schema files that describe them to an agent.
 * This package is the service: sockets, routes, JSON replies and the schema files.
 */
@NullMarked
package dev.coda.sampletools;

import org.jspecify.annotations.NullMarked;
