package dev.coda.bridge.http;

/** Where in a request an argument goes. Immutable. */
public enum ArgumentPlace {
  /** A property of the JSON body. */
  BODY,
  /** A query parameter. */
  QUERY,
  /** A header. */
  HEADER
}
