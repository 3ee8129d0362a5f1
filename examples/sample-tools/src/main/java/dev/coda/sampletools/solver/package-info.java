/**
 * The tool {@code solver_optimize}: linear and mixed-integer programs, solved by ojAlgo. Reading,
 * solving and reporting are separate steps; ojAlgo is named in one class only.
 */
@NullMarked
package dev.coda.sampletools.solver;

import org.jspecify.annotations.NullMarked;
