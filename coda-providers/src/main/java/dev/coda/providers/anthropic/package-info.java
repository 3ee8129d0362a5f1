/**
 * Anthropic's Messages, streamed.
 *
 * <p>Thinking is kept with its signature and sent back where it stood; prompts are cached.
 */
@NullMarked
package dev.coda.providers.anthropic;

import org.jspecify.annotations.NullMarked;
