/**
 * Scores of tool calls and answers, by rules or by a model, stored with the call and in the chain
 * of thought.
 */
@NullMarked
package dev.coda.core.internal.evaluation;

import org.jspecify.annotations.NullMarked;
