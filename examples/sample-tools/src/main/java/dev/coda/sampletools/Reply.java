package dev.coda.sampletools;

import java.util.Map;

/** An answer to one HTTP request, its body still to be written as JSON. Immutable. */
record Reply(int status, Map<String, String> headers, Record body) {

  static Reply ok(Record body) {
    return new Reply(200, Map.of(), body);
  }

  static Reply error(int status, String code, String message) {
    return new Reply(status, Map.of(), new ErrorBody(new ErrorBody.Details(code, message)));
  }

  Reply with(String header, String value) {
    return new Reply(status, Map.of(header, value), body);
  }

  /** What every error looks like. */
  record ErrorBody(Details error) {
    record Details(String code, String message) {}
  }
}
