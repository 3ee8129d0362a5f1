package dev.coda.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.id.UserId;
import dev.coda.server.http.ProblemException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class McpSessionsTest {
  private final McpSessions sessions = new McpSessions();
  private final UserId ada = new UserId(UUID.randomUUID());
  private final UserId bob = new UserId(UUID.randomUUID());

  @Test
  void theSessionsOfOneUserDisplaceNobodyElses() {
    String bobs = sessions.start(caller(bob), false);
    for (int i = 0; i < 20_000; i++) {
      sessions.start(caller(ada), false);
    }
    assertThat(sessions.find(bob, bobs).owner().user()).isEqualTo(bob);
  }

  @Test
  void aUserWithTooManyLosesTheOneUsedLeastLately() {
    String used = sessions.start(caller(ada), false);
    String unused = sessions.start(caller(ada), false);
    for (int i = 1; i < McpSessions.MOST_OF_ONE_USER; i++) {
      sessions.find(ada, used);
      sessions.start(caller(ada), false);
    }
    assertThat(sessions.find(ada, used)).isNotNull();
    assertThatThrownBy(() -> sessions.find(ada, unused)).isInstanceOf(ProblemException.class);
  }

  @Test
  void theEndOfARequestIsNotThatOfAnotherWithItsId() {
    McpSession session = new McpSession(caller(ada), false);
    CancelSignal first = session.begin(IntNode.valueOf(1));
    CancelSignal second = session.begin(IntNode.valueOf(1));
    session.end(IntNode.valueOf(1), first);
    session.cancel(IntNode.valueOf(1));
    assertThat(second.isCancelled()).isTrue();
  }

  private static Caller caller(UserId user) {
    return new Caller(user, link -> link);
  }
}
