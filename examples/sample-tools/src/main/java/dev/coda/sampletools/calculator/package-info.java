/**
 * The tool {@code calculator}: arithmetic with decimal numbers, evaluated by EvalEx. Every operator
 * and function is bounded, so that no expression can run away.
 */
@NullMarked
package dev.coda.sampletools.calculator;

import org.jspecify.annotations.NullMarked;
