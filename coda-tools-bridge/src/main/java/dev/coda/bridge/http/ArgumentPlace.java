package dev.coda.bridge.http;

/** The place of an argument in a request. Immutable. */
public enum ArgumentPlace {
  /** A property of the JSON body. */
  BODY,
  /** A query parameter. */
  QUERY,
  /** A header. */
  HEADER
}
