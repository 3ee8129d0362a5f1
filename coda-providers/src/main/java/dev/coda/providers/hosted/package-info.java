/**
 * Any host that speaks chat completions: Ollama, vLLM, a gateway, a company's own.
 *
 * <p>What a host is like is a row of {@code profiles.json}, not a class.
 */
@NullMarked
package dev.coda.providers.hosted;

import org.jspecify.annotations.NullMarked;
