/** Records what a model was asked and answered, and plays it again without the model. */
@NullMarked
package dev.coda.testkit.cassette;

import org.jspecify.annotations.NullMarked;
