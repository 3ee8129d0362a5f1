@NullMarked
package dev.coda.bridge.agent;

import org.jspecify.annotations.NullMarked;
