package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.TimeOrderedIds;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AgentsTest {
  @Inject Agent agent;
  @Inject Stores stores;
  @Inject ObjectMapper mapper;
  @Inject Weather weather;

  @Test
  void callsBeanBehindClientProxy() throws IOException {
    assertNotEquals(Weather.class, weather.getClass());
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    StringBuilder answer = new StringBuilder();
    try (Run run = agent.start(RunRequest.of(session.id(), "use weather in Oslo"))) {
      for (RunEvent event : run) {
        assertEquals(event.toJson(), mapper.writeValueAsString(event));
        if (event.payload() instanceof ContentDelta text) {
          answer.append(text.delta());
        }
      }
    }
    assertTrue(answer.toString().contains("Sunny in Oslo"), answer.toString());
  }
}
