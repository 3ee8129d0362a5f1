/** Fakes, contracts and assertions for tests of agents and stores. */
open module dev.coda.testkit {
  requires transitive dev.coda.api;
  requires jdk.httpserver;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;

  exports dev.coda.testkit.cassette;
  exports dev.coda.testkit.fixture;
  exports dev.coda.testkit.junit;
  exports dev.coda.testkit.mock;
  exports dev.coda.testkit.model;
  exports dev.coda.testkit.proxy;
  exports dev.coda.testkit.store;
  exports dev.coda.testkit.time;
  exports dev.coda.testkit.trajectory;
  exports dev.coda.testkit.wire;
}
