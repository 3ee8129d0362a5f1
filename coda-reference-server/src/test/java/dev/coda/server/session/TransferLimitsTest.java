package dev.coda.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.coda.api.id.UserId;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TransferLimitsTest {
  private final TransferLimits limits = new TransferLimits(new TransferSettings(3, 2));
  private final UserId ada = new UserId(UUID.randomUUID());
  private final UserId grace = new UserId(UUID.randomUUID());

  @Test
  void boundsTransfersOfOneUser() {
    TransferLimits.Transfer first = limits.begin(ada);
    limits.begin(ada);

    assertRefused(ada, ErrorCode.RATE_LIMITED);
    limits.begin(grace);
    first.close();
    limits.begin(ada);
  }

  @Test
  void boundsTransfersInAll() {
    limits.begin(ada);
    TransferLimits.Transfer second = limits.begin(ada);
    limits.begin(grace);

    assertRefused(grace, ErrorCode.UNAVAILABLE);
    second.close();
    limits.begin(grace);
  }

  @Test
  void endsTransferOnce() {
    TransferLimits.Transfer first = limits.begin(ada);
    limits.begin(ada);
    first.close();
    first.close();
    limits.begin(ada);

    assertRefused(ada, ErrorCode.RATE_LIMITED);
  }

  private void assertRefused(UserId user, ErrorCode code) {
    assertThatThrownBy(() -> limits.begin(user))
        .asInstanceOf(type(ProblemException.class))
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo(code);
          assertThat(problem.retryAfter()).isPresent();
        });
  }
}
