package app;

import dev.coda.api.agent.Agent;
import dev.coda.api.session.Stores;
import dev.coda.core.CodaAgent;
import dev.coda.core.java.JavaTools;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.demo.DemoProvider;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Thread-safe. */
class Agents {
  @Produces
  @Singleton
  Stores stores() {
    return InMemoryStores.create();
  }

  @Produces
  @Singleton
  Agent agent(Stores stores, Weather weather) {
    return CodaAgent.builder()
        .models(DemoProvider.create())
        .tools(JavaTools.from(weather))
        .stores(stores)
        .build();
  }

  void close(@Disposes Agent agent) {
    agent.close();
  }
}
