/** Starts the reference server: prepares the database, serves HTTP, and says where. */
@NullMarked
package dev.coda.server;

import org.jspecify.annotations.NullMarked;
