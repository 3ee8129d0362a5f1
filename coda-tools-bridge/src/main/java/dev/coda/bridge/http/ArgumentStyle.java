package dev.coda.bridge.http;

/**
 * How a list or an object is written in a path, a query or a header. Single values are always
 * written as they are. Immutable.
 */
public enum ArgumentStyle {
  /** In a query a list repeats its name; everything else is {@link #JSON}. */
  PLAIN,
  /** JSON text. */
  JSON,
  /**
   * In a query a list repeats its name, and an object's properties are parameters by themselves.
   */
  EXPLODED,
  /** {@code a,b}, and {@code key,value,key,value} of an object. */
  COMMA,
  /** {@code a,b}, and {@code key=value,key=value} of an object. */
  PAIRS,
  /** As {@link #COMMA}, with a space in place of the comma. */
  SPACE,
  /** As {@link #COMMA}, with {@code |} in place of the comma. */
  PIPE,
  /**
   * In a query or a form {@code name[key]=value} for each property of an object, {@code
   * name[key][inner]=value} for those within; a list in a query repeats its name, one in a form is
   * {@code name[0]=value}.
   */
  DEEP,
  /** In a multipart body a file: its text, or a {@code data:} URL with Base64. */
  FILE
}
