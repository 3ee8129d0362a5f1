/** Durable sessions, runs and search by meaning in PostgreSQL. */
open module dev.coda.store.postgres {
  requires transitive dev.coda.api;
  requires transitive java.sql;
  // Jdbi and the driver have no descriptors to say that they use these.
  requires io.leangen.geantyref;
  requires java.desktop;
  requires java.management;
  requires java.naming;
  requires java.security.jgss;
  requires jdk.jfr;
  requires org.jdbi.v3.core;
  requires org.postgresql.jdbc;
  requires org.slf4j;
  requires pgvector;
  requires static com.zaxxer.hikari;

  exports dev.coda.store.postgres;
}
