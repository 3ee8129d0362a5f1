/** What tools returned that no conversation can hold, for people to download. */
@NullMarked
package dev.coda.server.artifact;

import org.jspecify.annotations.NullMarked;
