/**
 * The requirements on chat models for the stream of their provider, as tests: a model's test class
 * extends the contract, names its fixtures and creates the model.
 */
@NullMarked
package dev.coda.testkit.wire;

import org.jspecify.annotations.NullMarked;
