/** Model calls outside of a run's answer: a complete, short answer without viewers. */
@NullMarked
package dev.coda.core.internal.side;

import org.jspecify.annotations.NullMarked;
