/**
 * OpenAI's Responses API, and the chat completions API of OpenAI and of many compatible hosts.
 *
 * <p>The differences between hosts are data: see {@link ChatDialect}.
 */
@NullMarked
package dev.coda.providers.openai;

import org.jspecify.annotations.NullMarked;
