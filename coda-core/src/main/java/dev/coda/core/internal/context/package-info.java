/** The messages for a model: the window of the conversation, repaired and translated. */
@NullMarked
package dev.coda.core.internal.context;

import org.jspecify.annotations.NullMarked;
