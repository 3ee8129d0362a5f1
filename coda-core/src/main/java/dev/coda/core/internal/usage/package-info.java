/** What a run uses: token estimates, prices, costs and the budget it must keep. */
@NullMarked
package dev.coda.core.internal.usage;

import org.jspecify.annotations.NullMarked;
