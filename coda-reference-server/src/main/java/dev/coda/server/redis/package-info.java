/** What the servers of one installation share in Redis, and go without when it is unavailable. */
@NullMarked
package dev.coda.server.redis;

import org.jspecify.annotations.NullMarked;
