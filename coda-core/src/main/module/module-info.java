/** The engine: agent loop, runs, tools, context, usage and in-memory stores. */
open module dev.coda.core {
  requires transitive dev.coda.api;
  requires com.fasterxml.jackson.datatype.jdk8;
  requires com.fasterxml.uuid;
  requires org.slf4j;
  requires static com.fasterxml.jackson.datatype.jsr310;
  requires static io.opentelemetry.api;
  requires static io.opentelemetry.context;
  // Tells how busy the machine is; without it, memory does its work at once.
  requires static jdk.management;

  uses dev.coda.api.model.ModelProviderFactory;

  exports dev.coda.core;
  exports dev.coda.core.history;
  exports dev.coda.core.java;
  exports dev.coda.core.memory;
  exports dev.coda.core.routing;
  exports dev.coda.core.signal;
  exports dev.coda.core.store;
  exports dev.coda.core.tools;
}
