/**
 * What every chat model does with the stream of its provider, as tests: a model's own test class
 * extends the contract, names its fixtures and says how to make the model.
 */
@NullMarked
package dev.coda.testkit.wire;

import org.jspecify.annotations.NullMarked;
