/** An application of its own that uses every module of the SDK. */
module app {
  requires dev.coda.bridge;
  requires dev.coda.core;
  requires dev.coda.providers;
  requires dev.coda.store.postgres;
  requires java.naming;
  requires org.postgresql.jdbc;

  opens app.tools;
}
