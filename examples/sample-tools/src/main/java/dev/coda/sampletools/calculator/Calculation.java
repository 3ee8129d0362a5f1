package dev.coda.sampletools.calculator;

import java.math.BigDecimal;

/** A result with the expression it belongs to. Immutable. */
record Calculation(BigDecimal result, String expression) {}
