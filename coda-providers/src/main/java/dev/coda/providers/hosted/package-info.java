/**
 * Any host with the chat completions API: Ollama, vLLM, a gateway, a company's own.
 *
 * <p>The properties of a host are a row of {@code profiles.json}, not a class.
 */
@NullMarked
package dev.coda.providers.hosted;

import org.jspecify.annotations.NullMarked;
