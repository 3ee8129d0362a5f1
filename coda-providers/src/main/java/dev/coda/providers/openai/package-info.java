/**
 * OpenAI's Responses, and its chat completions as the many hosts that imitate it speak them, too.
 *
 * <p>What differs between hosts is data: see {@link ChatDialect}.
 */
@NullMarked
package dev.coda.providers.openai;

import org.jspecify.annotations.NullMarked;
