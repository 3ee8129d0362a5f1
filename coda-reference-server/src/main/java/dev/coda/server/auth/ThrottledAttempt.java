package dev.coda.server.auth;

import io.github.bucket4j.Bucket;
import java.util.List;

/** An attempt that was charged to some buckets. Immutable. */
record ThrottledAttempt(List<Bucket> charged) {
  ThrottledAttempt {
    charged = List.copyOf(charged);
  }

  /** Returns what the attempt was charged. */
  void refund() {
    charged.forEach(bucket -> bucket.addTokens(1));
  }
}
