/** Code that several packages of this module share, and no other module may use. */
@NullMarked
package dev.coda.bridge.internal;

import org.jspecify.annotations.NullMarked;
