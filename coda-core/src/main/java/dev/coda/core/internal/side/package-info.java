/** Calls of a model beside a run's answer: a whole, short answer that nobody watches. */
@NullMarked
package dev.coda.core.internal.side;

import org.jspecify.annotations.NullMarked;
