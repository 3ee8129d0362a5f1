/**
 * Anthropic's Messages, streamed.
 *
 * <p>Thinking is stored with its signature and sent back at its place; prompts are cached.
 */
@NullMarked
package dev.coda.providers.anthropic;

import org.jspecify.annotations.NullMarked;
