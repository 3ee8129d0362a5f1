/** Files that users attach to their messages: uploading, checking and finding them. */
@NullMarked
package dev.coda.server.attachment;

import org.jspecify.annotations.NullMarked;
