package app;

import dev.coda.api.agent.Agent;
import dev.coda.api.session.Stores;
import dev.coda.core.CodaAgent;
import dev.coda.core.java.JavaTools;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.demo.DemoProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Thread-safe. */
@Factory
class Agents {
  @Singleton
  Stores stores() {
    return InMemoryStores.create();
  }

  @Singleton
  @Bean(preDestroy = "close")
  Agent agent(Stores stores, Weather weather) {
    return CodaAgent.builder()
        .models(DemoProvider.create())
        .tools(JavaTools.from(weather))
        .stores(stores)
        .build();
  }
}
