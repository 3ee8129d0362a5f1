/**
 * Data that the servers of one installation share in Redis. They work without it when Redis is
 * unavailable.
 */
@NullMarked
package dev.coda.server.redis;

import org.jspecify.annotations.NullMarked;
