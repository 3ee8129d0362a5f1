/** Values of a test as JSON, and back. */
@NullMarked
package dev.coda.testkit.json;

import org.jspecify.annotations.NullMarked;
