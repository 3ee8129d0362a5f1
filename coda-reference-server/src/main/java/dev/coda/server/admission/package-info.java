/**
 * Decides whether a new run may start, by the limits of users and of the process and by the load.
 */
@NullMarked
package dev.coda.server.admission;

import org.jspecify.annotations.NullMarked;
