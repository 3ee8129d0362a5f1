/** Models: references, catalogue facts, prices, usage, and the stream handler of a run. */
@NullMarked
package dev.coda.api.model;

import org.jspecify.annotations.NullMarked;
