/** Starts the reference server: prepares the database, serves HTTP, and prints the address. */
@NullMarked
package dev.coda.server;

import org.jspecify.annotations.NullMarked;
