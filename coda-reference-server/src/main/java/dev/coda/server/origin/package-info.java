/** Who sent a request and how it reached the server, with or without proxies in between. */
@NullMarked
package dev.coda.server.origin;

import org.jspecify.annotations.NullMarked;
