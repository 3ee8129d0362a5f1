/** What the protocols of others have in common: a request becomes a run, its log their frames. */
@NullMarked
package dev.coda.server.dialect;

import org.jspecify.annotations.NullMarked;
