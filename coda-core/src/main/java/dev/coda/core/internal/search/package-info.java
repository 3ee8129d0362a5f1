/** Finds tools by words, for models that are offered only some of them. */
@NullMarked
package dev.coda.core.internal.search;

import org.jspecify.annotations.NullMarked;
