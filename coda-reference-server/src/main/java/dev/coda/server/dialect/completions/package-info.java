/** OpenAI's chat completions. */
@NullMarked
package dev.coda.server.dialect.completions;

import org.jspecify.annotations.NullMarked;
