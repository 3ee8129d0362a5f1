/** Messages between the servers of one installation, and caches that they keep in step. */
@NullMarked
package dev.coda.server.signal;

import org.jspecify.annotations.NullMarked;
