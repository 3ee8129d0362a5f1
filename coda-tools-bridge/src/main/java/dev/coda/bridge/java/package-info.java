/**
 * Turns annotated Java methods, and lambdas over records, into tools. What a model is told of their
 * arguments follows from their types.
 */
@NullMarked
package dev.coda.bridge.java;

import org.jspecify.annotations.NullMarked;
