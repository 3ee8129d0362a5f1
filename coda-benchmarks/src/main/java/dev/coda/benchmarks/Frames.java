package dev.coda.benchmarks;

import dev.coda.benchmarks.harness.Expected;
import java.nio.charset.StandardCharsets;

/** What a model's host sends: chunks of HTTP with events of the size that OpenAI's have. */
final class Frames {
  static final byte[] HEAD =
      bytes(
          """
          HTTP/1.1 200 OK\r
          Content-Type: text/event-stream\r
          Transfer-Encoding: chunked\r
          \r
          """);
  static final byte[] NO_MODELS =
      bytes(
          """
          HTTP/1.1 200 OK\r
          Content-Type: application/json\r
          Content-Length: 11\r
          \r
          {"data":[]}\
          """);

  private static final String LAST =
      chunk(
              """
              {"id":"chatcmpl-BsT0xW8Yk2mN4pQ6rS8tU0vX2zA4b","object":"chat.completion.chunk",\
              "created":1763800000,"model":"gpt-5-mini-2025-08-07","choices":[],\
              "usage":{"prompt_tokens":10,"completion_tokens":100,"total_tokens":110}}\
              """)
          + chunk("[DONE]")
          + "0\r\n\r\n";

  static final byte[] END = bytes(finish("stop") + LAST);
  static final byte[] TOOL_CALL =
      bytes(
          event(
                  """
                  {"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1",\
                  "type":"function","function":{"name":"add","arguments":""}}]}\
                  """,
                  "null")
              + event(
                  """
                  {"tool_calls":[{"index":0,"function":{"arguments":"{\\"a\\":2,\\"b\\":40}"}}]}\
                  """,
                  "null")
              + finish("tool_calls")
              + LAST);
  static final byte[] ANSWER =
      bytes(content("The sum ") + content("is 42.") + finish("stop") + LAST);

  private static final int DIFFERENT_TOKENS = 100;
  private static final byte[][] TOKENS = new byte[DIFFERENT_TOKENS][];

  static {
    for (int i = 0; i < DIFFERENT_TOKENS; i++) {
      TOKENS[i] = bytes(content(Expected.token(i)));
    }
  }

  private Frames() {}

  static byte[] token(int index) {
    return TOKENS[index % DIFFERENT_TOKENS];
  }

  private static String content(String text) {
    return event("{\"content\":\"" + text + "\"}", "null");
  }

  private static String finish(String reason) {
    return event("{}", "\"" + reason + "\"");
  }

  private static String event(String delta, String finishReason) {
    return chunk(
        """
        {"id":"chatcmpl-BsT0xW8Yk2mN4pQ6rS8tU0vX2zA4b","object":"chat.completion.chunk",\
        "created":1763800000,"model":"gpt-5-mini-2025-08-07","service_tier":"default",\
        "system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":%s,"logprobs":null,\
        "finish_reason":%s}]}\
        """
            .formatted(delta, finishReason));
  }

  private static String chunk(String data) {
    String event = "data: " + data + "\n\n";
    return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
