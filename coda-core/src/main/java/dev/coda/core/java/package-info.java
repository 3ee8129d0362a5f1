/**
 * Turns annotated Java methods, and lambdas over records, into tools. The schema of their arguments
 * follows from their types.
 */
@NullMarked
package dev.coda.core.java;

import org.jspecify.annotations.NullMarked;
