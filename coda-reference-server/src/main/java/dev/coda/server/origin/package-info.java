/** The client of a request, and how the request reached the server, with or without proxies. */
@NullMarked
package dev.coda.server.origin;

import org.jspecify.annotations.NullMarked;
