/** Records the requests and answers of a model, and replays them without the model. */
@NullMarked
package dev.coda.testkit.cassette;

import org.jspecify.annotations.NullMarked;
