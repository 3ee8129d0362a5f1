/** Answers in JSON: the schema of a run's answer, and the check of a model's answer. */
@NullMarked
package dev.coda.core.internal.answer;

import org.jspecify.annotations.NullMarked;
