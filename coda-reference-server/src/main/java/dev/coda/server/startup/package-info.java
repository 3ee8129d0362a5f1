/**
 * What is checked before anything is started, so that a wrong setting is reported in a sentence
 * within a moment.
 */
@NullMarked
package dev.coda.server.startup;

import org.jspecify.annotations.NullMarked;
