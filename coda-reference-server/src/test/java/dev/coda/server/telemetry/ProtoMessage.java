package dev.coda.server.telemetry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A message of Protocol Buffers without its schema: values by the numbers of fields. Immutable. */
record ProtoMessage(Map<Integer, List<byte[]>> bytes, Map<Integer, Long> numbers) {
  static ProtoMessage of(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, List<byte[]>> bytes = new HashMap<>();
    Map<Integer, Long> numbers = new HashMap<>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      int field = (int) (tag >>> 3);
      switch ((int) tag & 7) {
        case 0 -> numbers.put(field, varint(in));
        case 1 -> numbers.put(field, in.getLong());
        case 2 -> {
          byte[] value = new byte[(int) varint(in)];
          in.get(value);
          bytes.computeIfAbsent(field, number -> new ArrayList<>()).add(value);
        }
        case 5 -> numbers.put(field, (long) in.getInt());
        default -> throw new AssertionError("not a message of Protocol Buffers");
      }
    }
    return new ProtoMessage(bytes, numbers);
  }

  List<byte[]> messages(int field) {
    return bytes.getOrDefault(field, List.of());
  }

  boolean has(int field) {
    return bytes.containsKey(field);
  }

  byte[] bytes(int field) {
    return has(field) ? messages(field).getFirst() : new byte[0];
  }

  String text(int field) {
    return new String(bytes(field), StandardCharsets.UTF_8);
  }

  long number(int field) {
    return numbers.getOrDefault(field, 0L);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
