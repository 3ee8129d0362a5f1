/**
 * Messages between the servers of one installation, and caches that these messages keep up to date.
 */
@NullMarked
package dev.coda.server.signal;

import org.jspecify.annotations.NullMarked;
