/** What can be done with a stored conversation: branch it, copy it, write it to a file and back. */
@NullMarked
package dev.coda.core.history;

import org.jspecify.annotations.NullMarked;
