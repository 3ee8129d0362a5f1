/** Requests and frames that are nearly right, and what the server answers. */
@NullMarked
package dev.coda.server.fuzz;

import org.jspecify.annotations.NullMarked;
