/** What a model is shown: the window of the conversation, repaired and translated. */
@NullMarked
package dev.coda.core.context;

import org.jspecify.annotations.NullMarked;
