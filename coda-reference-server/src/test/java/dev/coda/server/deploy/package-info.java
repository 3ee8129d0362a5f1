/** The files of {@code deploy/}, checked without a container engine. */
@NullMarked
package dev.coda.server.deploy;

import org.jspecify.annotations.NullMarked;
