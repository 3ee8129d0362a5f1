package dev.coda.testkit.mock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The reply of a {@link MockModelServer} to one request: a status, headers, a body in frames and
 * optionally a fault at one place. Each instance method returns a reply with one change. Immutable.
 */
public final class MockReply {
  /** The fault at its place. */
  enum Fault {
    /** Nothing more is sent, the connection stays open. */
    STALL,
    /** The body ends there as if it were whole. */
    END,
    /** The connection is closed in the middle of the body. */
    FIN,
    /** The connection is reset. */
    RST
  }

  /** The place before the status line. */
  static final int BEFORE_HEAD = -1;

  private static final int NOWHERE = Integer.MAX_VALUE;

  private final int status;
  private final Map<String, String> headers;
  private final List<byte[]> frames;
  private final @Nullable Fault fault;
  private final int faultAt;
  private final Duration pace;
  private final Map<Integer, Runnable> actions;

  private MockReply(
      int status,
      Map<String, String> headers,
      List<byte[]> frames,
      @Nullable Fault fault,
      int faultAt,
      Duration pace,
      Map<Integer, Runnable> actions) {
    this.status = status;
    this.headers = headers;
    this.frames = frames;
    this.fault = fault;
    this.faultAt = faultAt;
    this.pace = pace;
    this.actions = actions;
  }

  /**
   * Streams a chat completion with one frame for each of these tokens, then its finish reason and
   * usage.
   *
   * @param tokens the pieces of text
   * @return the reply
   */
  public static MockReply text(String... tokens) {
    List<byte[]> frames = new ArrayList<>();
    for (String token : tokens) {
      frames.add(ChatFrames.token(token));
    }
    frames.addAll(ChatFrames.end("stop", 10, Math.max(1, tokens.length)));
    return stream(frames);
  }

  /**
   * Streams a chat completion that calls one tool; the arguments are sent unchanged.
   *
   * @param name the name of the tool
   * @param arguments the arguments
   * @return the reply
   */
  public static MockReply toolCall(String name, String arguments) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(ChatFrames.toolCall(0, name, arguments));
    frames.addAll(ChatFrames.end("tool_calls", 10, 5));
    return stream(frames);
  }

  /**
   * Streams one piece of reasoning before a text.
   *
   * @param thought the thought
   * @param tokens the pieces of text
   * @return the reply
   */
  public static MockReply reasoned(String thought, String... tokens) {
    List<byte[]> frames = new ArrayList<>(text(tokens).frames);
    frames.add(0, ChatFrames.reasoning(thought));
    return stream(frames);
  }

  /**
   * Sends a recorded body with status 200 as an event stream, such as a fixture's bytes.
   *
   * @param body the body
   * @return the reply
   */
  public static MockReply stream(byte[] body) {
    return stream(List.of(body.clone()));
  }

  /**
   * Sends any body.
   *
   * @param status the HTTP status
   * @param contentType the media type of the body
   * @param body the body
   * @return the reply
   */
  public static MockReply of(int status, String contentType, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", contentType);
    return new MockReply(
        status, headers, List.of(body.clone()), null, NOWHERE, Duration.ZERO, Map.of());
  }

  /**
   * Refuses the request with an error object, as hosts do with 400, 401, 429, 500, 503 or 529.
   *
   * @param status the HTTP status
   * @param type the type of the error
   * @param message the message of the error
   * @return the reply
   */
  public static MockReply error(int status, String type, String message) {
    byte[] body = ChatFrames.bytes(ChatFrames.errorObject(type, message).toString());
    return of(status, "application/json", body);
  }

  /**
   * Refuses with 429 and states in one of the known forms how long to wait.
   *
   * @param form the form
   * @param wait the time that the client should wait
   * @return the reply
   */
  public static MockReply rateLimited(RetryAfterForm form, Duration wait) {
    MockReply reply = error(429, "rate_limit_exceeded", "Too many requests.");
    for (Map.Entry<String, String> header : form.headers(wait).entrySet()) {
      reply = reply.header(header.getKey(), header.getValue());
    }
    return reply;
  }

  /**
   * Answers with an HTML page, as a proxy may do.
   *
   * @param status the HTTP status
   * @return the reply
   */
  public static MockReply html(int status) {
    return of(status, "text/html", ChatFrames.bytes("<html><body>Bad gateway</body></html>"));
  }

  /**
   * Streams tokens and then an error object, with status 200.
   *
   * @param type the type of the error
   * @param message the message of the error
   * @param tokens the pieces of text
   * @return the reply
   */
  public static MockReply errorInStream(String type, String message, String... tokens) {
    List<byte[]> frames = new ArrayList<>();
    for (String token : tokens) {
      frames.add(ChatFrames.token(token));
    }
    frames.add(ChatFrames.error(type, message));
    return stream(frames);
  }

  /**
   * Streams random bytes; a seed always leads to the same bytes.
   *
   * @param seed the seed; equal seeds give equal results
   * @param length the number of bytes
   * @return the reply
   */
  public static MockReply garbage(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return stream(bytes);
  }

  /**
   * Streams one token of this many characters in a single line, such as 16 MiB.
   *
   * @param characters the number of characters
   * @return the reply
   */
  public static MockReply longLine(int characters) {
    return text("x".repeat(characters));
  }

  /**
   * Sets a header.
   *
   * @param name the name of the header
   * @param value its value
   * @return the same reply with this change
   */
  public MockReply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new MockReply(status, more, frames, fault, faultAt, pace, actions);
  }

  /**
   * Waits this long before each frame of the body.
   *
   * @param value the pause
   * @return the same reply with this change
   */
  public MockReply pace(Duration value) {
    return new MockReply(status, headers, frames, fault, faultAt, value, actions);
  }

  /**
   * Sends the body in pieces of this many bytes, each a separate write and chunk.
   *
   * @param bytes the number of bytes
   * @return the same reply with this change
   */
  public MockReply sliced(int bytes) {
    byte[] whole = body();
    List<byte[]> slices = new ArrayList<>();
    for (int from = 0; from < whole.length; from += bytes) {
      slices.add(Arrays.copyOfRange(whole, from, Math.min(whole.length, from + bytes)));
    }
    return new MockReply(status, headers, slices, fault, faultAt, pace, actions);
  }

  /**
   * Compresses the body and sends {@code Content-Encoding: gzip}.
   *
   * @return the same reply with this change
   */
  public MockReply gzip() {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<byte[]> body = List.of(compressed.toByteArray());
    return new MockReply(status, headers, body, fault, faultAt, pace, actions)
        .header("Content-Encoding", "gzip");
  }

  /**
   * Receives the request and never answers.
   *
   * @return the same reply with this change
   */
  public MockReply stallBeforeHead() {
    return with(Fault.STALL, BEFORE_HEAD);
  }

  /**
   * Sends the status and the headers, and then nothing.
   *
   * @return the same reply with this change
   */
  public MockReply stallAfterHead() {
    return with(Fault.STALL, 0);
  }

  /**
   * Sends this many frames, and then nothing.
   *
   * @param count the number of frames
   * @return the same reply with this change
   */
  public MockReply stallAfter(int count) {
    return with(Fault.STALL, frames.stream().limit(count).mapToInt(frame -> frame.length).sum());
  }

  /**
   * Ends the body after this many bytes as if it were complete.
   *
   * @param bytes the number of bytes
   * @return the same reply with this change
   */
  public MockReply endAfter(int bytes) {
    return with(Fault.END, bytes);
  }

  /**
   * Closes the connection (FIN) after this many bytes of the body, before the body is complete.
   *
   * @param bytes the number of bytes
   * @return the same reply with this change
   */
  public MockReply cutAfter(int bytes) {
    return with(Fault.FIN, bytes);
  }

  /**
   * Resets the connection (RST) after this many bytes of the body; some may never arrive.
   *
   * @param bytes the number of bytes
   * @return the same reply with this change
   */
  public MockReply resetAfter(int bytes) {
    return with(Fault.RST, bytes);
  }

  /**
   * Resets the connection before an answer.
   *
   * @return the same reply with this change
   */
  public MockReply resetBeforeHead() {
    return with(Fault.RST, BEFORE_HEAD);
  }

  /**
   * Runs the test's code when this many frames have been sent.
   *
   * @param count the number of frames
   * @param action the action
   * @return the same reply with this change
   */
  public MockReply after(int count, Runnable action) {
    Map<Integer, Runnable> more = new TreeMap<>(actions);
    more.put(count, action);
    return new MockReply(status, headers, frames, fault, faultAt, pace, more);
  }

  /** {@return the bytes of the body without its fault} */
  public byte[] body() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    frames.forEach(body::writeBytes);
    return body.toByteArray();
  }

  /** {@return the number of frames of the body} */
  public int frameCount() {
    return frames.size();
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  List<byte[]> frames() {
    return frames;
  }

  @Nullable Fault fault() {
    return fault;
  }

  int faultAt() {
    return faultAt;
  }

  Duration pace() {
    return pace;
  }

  @Nullable Runnable actionAfter(int count) {
    return actions.get(count);
  }

  private MockReply with(Fault kind, int at) {
    return new MockReply(status, headers, frames, kind, at, pace, actions);
  }

  private static MockReply stream(List<byte[]> frames) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/event-stream");
    return new MockReply(200, headers, List.copyOf(frames), null, NOWHERE, Duration.ZERO, Map.of());
  }
}
