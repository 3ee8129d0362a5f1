/** The course of a run, as text to read and as assertions. */
@NullMarked
package dev.coda.testkit.trajectory;

import org.jspecify.annotations.NullMarked;
