/** A TCP proxy that makes a network slow, narrow or broken while a test runs. */
@NullMarked
package dev.coda.testkit.proxy;

import org.jspecify.annotations.NullMarked;
