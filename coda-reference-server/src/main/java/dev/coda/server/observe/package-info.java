/** What is stored of runs, for those who count it. */
@NullMarked
package dev.coda.server.observe;

import org.jspecify.annotations.NullMarked;
