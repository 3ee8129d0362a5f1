/**
 * Measures the engine, each workload beside its floor: the least that any program could do.
 * Benchmarks check what they computed, so that nothing wins by leaving something out.
 */
@NullMarked
package dev.coda.benchmarks;

import org.jspecify.annotations.NullMarked;
