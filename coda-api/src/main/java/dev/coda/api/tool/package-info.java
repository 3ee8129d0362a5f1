/** Tools: their descriptions for models, and the inputs and results of their implementations. */
@NullMarked
package dev.coda.api.tool;

import org.jspecify.annotations.NullMarked;
