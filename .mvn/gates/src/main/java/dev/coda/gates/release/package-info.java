/**
 * What Maven Central, and those who use an artifact from there, expect of it. Checked on a
 * repository in a folder, before anything is uploaded.
 */
@NullMarked
package dev.coda.gates.release;

import org.jspecify.annotations.NullMarked;
