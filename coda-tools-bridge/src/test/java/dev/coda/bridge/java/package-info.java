@NullMarked
package dev.coda.bridge.java;

import org.jspecify.annotations.NullMarked;
