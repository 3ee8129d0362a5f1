/**
 * The rules of the house that a compiler cannot check: format, size, white space, package
 * descriptions and threading sentences. Runs once for the whole repository, on its sources.
 */
@NullMarked
package dev.coda.gates;

import org.jspecify.annotations.NullMarked;
