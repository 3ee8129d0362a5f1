/** A JUnit extension that gives each test its own agent. */
@NullMarked
package dev.coda.testkit.junit;

import org.jspecify.annotations.NullMarked;
