/** Answers in JSON: the schema that a run was asked for, and the check of what a model wrote. */
@NullMarked
package dev.coda.core.internal.answer;

import org.jspecify.annotations.NullMarked;
