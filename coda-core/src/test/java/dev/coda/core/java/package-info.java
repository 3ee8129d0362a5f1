@NullMarked
package dev.coda.core.java;

import org.jspecify.annotations.NullMarked;
