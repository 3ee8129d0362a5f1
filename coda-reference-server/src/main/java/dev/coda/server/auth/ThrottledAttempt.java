package dev.coda.server.auth;

import java.util.List;

/** An attempt that was charged to some buckets. Immutable. */
record ThrottledAttempt(List<Charge> charged) {
  ThrottledAttempt {
    charged = List.copyOf(charged);
  }

  /** Returns what the attempt was charged. */
  void refund() {
    charged.forEach(Charge::refund);
  }
}
