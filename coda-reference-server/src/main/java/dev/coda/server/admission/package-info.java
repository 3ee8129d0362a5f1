/** What decides whether a new run may start: places of users and of the process, and the load. */
@NullMarked
package dev.coda.server.admission;

import org.jspecify.annotations.NullMarked;
