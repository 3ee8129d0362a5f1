package dev.coda.sampletools.solver;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The values a variable may take; a bound that is null is none. Immutable. */
record Domain(@Nullable BigDecimal lower, @Nullable BigDecimal upper, boolean integer) {
  static final Domain NOT_NEGATIVE = new Domain(BigDecimal.ZERO, null, false);
}
