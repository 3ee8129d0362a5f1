package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgentsTest {
  @Test
  void callsInterceptedBean() throws IOException {
    StringBuilder answer = new StringBuilder();
    try (ApplicationContext context = ApplicationContext.run()) {
      ObjectMapper mapper = context.getBean(ObjectMapper.class);
      Session session =
          Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
      context.getBean(Stores.class).sessions().create(session);
      try (Run run =
          context.getBean(Agent.class).start(RunRequest.of(session.id(), "use weather in Oslo"))) {
        for (RunEvent event : run) {
          assertEquals(event.toJson(), mapper.writeValueAsString(event));
          if (event.payload() instanceof ContentDelta text) {
            answer.append(text.delta());
          }
        }
      }
      assertEquals(1, context.getBean(Counter.class).calls.get());
    }
    assertTrue(answer.toString().contains("Sunny in Oslo"), answer.toString());
  }
}
