/** The usage of a run: token estimates, prices, costs and the budget. */
@NullMarked
package dev.coda.core.internal.usage;

import org.jspecify.annotations.NullMarked;
