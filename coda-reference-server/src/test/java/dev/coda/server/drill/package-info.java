/** One server with little memory, and everything that once cost a server all of its memory. */
@NullMarked
package dev.coda.server.drill;

import org.jspecify.annotations.NullMarked;
