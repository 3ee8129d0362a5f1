package dev.coda.server.agent;

import dev.coda.core.CodaAgent;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/**
 * Makes the agent as soon as the server is up, rather than at the first question: it has to look
 * after runs that an earlier process abandoned. Thread-safe.
 */
@Singleton
final class AgentStart implements ApplicationEventListener<ServerStartupEvent> {
  private final BeanProvider<CodaAgent> agent;

  AgentStart(BeanProvider<CodaAgent> agent) {
    this.agent = agent;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    agent.get();
  }
}
