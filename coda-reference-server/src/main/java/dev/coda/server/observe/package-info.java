/** Observers of what is stored of runs, for quotas, limits and statistics. */
@NullMarked
package dev.coda.server.observe;

import org.jspecify.annotations.NullMarked;
