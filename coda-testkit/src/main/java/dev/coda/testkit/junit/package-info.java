/** A JUnit extension that gives each test an agent of its own. */
@NullMarked
package dev.coda.testkit.junit;

import org.jspecify.annotations.NullMarked;
