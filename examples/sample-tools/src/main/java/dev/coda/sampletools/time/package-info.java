/**
 * The tool {@code current_time}: the time now, in a time zone or a city. Cities are those of the
 * time zone database; there is no other list of places.
 */
@NullMarked
package dev.coda.sampletools.time;

import org.jspecify.annotations.NullMarked;
