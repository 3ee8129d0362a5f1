/** Tools: what a model may ask for, and what an implementation is given and returns. */
@NullMarked
package dev.coda.api.tool;

import org.jspecify.annotations.NullMarked;
