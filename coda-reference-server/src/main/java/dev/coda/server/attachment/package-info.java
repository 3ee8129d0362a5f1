/** Files that users attach to their messages: taken in, checked, and found again by their ids. */
@NullMarked
package dev.coda.server.attachment;

import org.jspecify.annotations.NullMarked;
