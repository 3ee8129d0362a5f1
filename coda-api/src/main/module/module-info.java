/** The contract: content, tools, models, events, sessions and agents. */
open module dev.coda.api {
  requires transitive com.fasterxml.jackson.annotation;
  requires transitive com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.databind;
  requires transitive langchain4j.core;
  requires static org.jspecify;

  exports dev.coda.api.agent;
  exports dev.coda.api.artifact;
  exports dev.coda.api.budget;
  exports dev.coda.api.cancel;
  exports dev.coda.api.content;
  exports dev.coda.api.error;
  exports dev.coda.api.event;
  exports dev.coda.api.id;
  exports dev.coda.api.message;
  exports dev.coda.api.model;
  exports dev.coda.api.session;
  exports dev.coda.api.time;
  exports dev.coda.api.tool;
}
