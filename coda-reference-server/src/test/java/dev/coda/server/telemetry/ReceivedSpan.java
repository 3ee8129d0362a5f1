package dev.coda.server.telemetry;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as a collector gets it; the numbers are those of the fields in OpenTelemetry's {@code
 * trace.proto}. Immutable.
 *
 * @param kind 1 internal, 2 server, 3 client
 * @param attributes those that are texts or whole numbers
 */
record ReceivedSpan(
    String traceId,
    String spanId,
    String parentId,
    String name,
    int kind,
    Map<String, String> attributes) {

  static List<ReceivedSpan> all(byte[] request) {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (byte[] resource : ProtoMessage.of(request).messages(1)) {
      for (byte[] scope : ProtoMessage.of(resource).messages(2)) {
        ProtoMessage.of(scope).messages(2).forEach(span -> spans.add(of(ProtoMessage.of(span))));
      }
    }
    return spans;
  }

  private static ReceivedSpan of(ProtoMessage span) {
    Map<String, String> attributes = new TreeMap<>();
    for (byte[] pair : span.messages(9)) {
      ProtoMessage attribute = ProtoMessage.of(pair);
      ProtoMessage value = ProtoMessage.of(attribute.bytes(2));
      attributes.put(
          attribute.text(1), value.has(1) ? value.text(1) : Long.toString(value.number(3)));
    }
    HexFormat hex = HexFormat.of();
    return new ReceivedSpan(
        hex.formatHex(span.bytes(1)),
        hex.formatHex(span.bytes(2)),
        hex.formatHex(span.bytes(4)),
        span.text(5),
        (int) span.number(6),
        attributes);
  }
}
