package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CompressedBodyTest {
  private static final String[] PATHS = {
    "/api/v1/sessions",
    "/api/v1/sessions/import",
    "/api/v1/auth/register",
    "/api/v1/chat/stream",
    "/mcp"
  };
  private static final String SESSION = "{\"title\": \"small\"}";

  /** Does not become much smaller. */
  private static final String LARGE = noise(200_000);

  private final String token = RunningServer.newToken(RunningServer.shared().uri());
  private final ApiClient user =
      RunningServer.shared().anonymous().bearer(token).with("Content-Type", "application/json");

  @Test
  void inflatesBody() {
    Reply reply = post("/api/v1/sessions", "gzip", gzip("{\"title\": \"small\"}"));

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    assertThat(reply.json().path("title").asText()).isEqualTo("small");
  }

  @Test
  void inflatesImportThatIsLargerThanOtherBodies() {
    String file =
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{},\"messages\":[]%s}"
            .formatted(" ".repeat(30 << 20));

    Reply reply = post("/api/v1/sessions/import", "gzip", gzip(file));

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
  }

  @Test
  void inflatesImport() {
    String file =
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{\"system_prompt\":\"%s\"},\"messages\":[]}"
            .formatted("x".repeat(90_000));

    Reply reply = post("/api/v1/sessions/import", "gzip", gzip(file));

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/sessions",
        "/api/v1/chat/stream",
        "/api/v1/sessions/import",
        "/api/v1/auth/register",
        "/mcp"
      })
  void refusesBomb(String path) {
    Reply reply = post(path, "gzip", gzip("[" + " ".repeat(200 << 20) + "]"));

    assertThat(reply.status()).as(reply.body()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("payload_too_large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "gzip, gzip", "nonsense"})
  void refusesOtherCodings(String coding) {
    for (String path : new String[] {"/api/v1/sessions", "/api/v1/sessions/import", "/mcp"}) {
      Reply reply = post(path, coding, gzip("{}"));

      assertThat(reply.status()).as(path + " " + reply.body()).isEqualTo(415);
      assertThat(reply.code()).isEqualTo("unsupported_media_type");
    }
  }

  static Stream<Arguments> brokenBodies() {
    byte[] whole = gzip(SESSION);
    byte[] wrongSum = whole.clone();
    wrongSum[whole.length - 5] ^= 1;
    byte[] damaged = gzip(LARGE);
    damaged[damaged.length / 2] ^= 0x55;
    Map<String, byte[]> gzip = new LinkedHashMap<>();
    gzip.put("plain text", SESSION.getBytes(StandardCharsets.UTF_8));
    gzip.put("much plain text", LARGE.getBytes(StandardCharsets.UTF_8));
    gzip.put("zlib", deflate(SESSION));
    gzip.put("header only", Arrays.copyOf(whole, 10));
    gzip.put("half a header", Arrays.copyOf(whole, 5));
    gzip.put("half", Arrays.copyOf(whole, whole.length / 2));
    gzip.put("without trailer", Arrays.copyOf(whole, whole.length - 8));
    gzip.put("without last byte", Arrays.copyOf(whole, whole.length - 1));
    gzip.put("wrong checksum", wrongSum);
    gzip.put("half of much", Arrays.copyOf(gzip(LARGE), gzip(LARGE).length / 2));
    gzip.put("damage within much", damaged);
    Map<String, byte[]> deflate = new LinkedHashMap<>();
    deflate.put("gzip", whole);
    deflate.put("plain text", SESSION.getBytes(StandardCharsets.UTF_8));
    deflate.put("half", Arrays.copyOf(deflate(SESSION), deflate(SESSION).length / 2));
    deflate.put("half of much", Arrays.copyOf(deflate(LARGE), deflate(LARGE).length / 2));
    return Stream.concat(
        gzip.entrySet().stream().map(each -> arguments("gzip", each.getKey(), each.getValue())),
        deflate.entrySet().stream()
            .map(each -> arguments("deflate", each.getKey(), each.getValue())));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("brokenBodies")
  void refusesBodyThatIsNotWhatItsCodingSays(String coding, String what, byte[] body) {
    for (String path : PATHS) {
      Reply reply = post(path, coding, body);

      assertThat(reply.status()).as(path + " " + reply.body()).isEqualTo(400);
      assertThat(reply.code()).isEqualTo("validation_failed");
      assertThat(reply.blamed()).containsExactly("body");
      assertThat(inOnePacket(path, coding, body)).startsWith("HTTP/1.1 400 ");
    }
    assertThat(user.get("/api/v1/auth/me").status()).isEqualTo(200);
  }

  @Test
  void refusesBrokenBodyInChunks() {
    InputStream body = new ByteArrayInputStream(LARGE.getBytes(StandardCharsets.UTF_8));

    Reply reply =
        user.with("Content-Encoding", "gzip")
            .send("POST", "/api/v1/sessions/import", BodyPublishers.ofInputStream(() -> body));

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
  }

  @Test
  void inflatesBodyThatArrivesWithItsHeaderOnNewConnection() {
    assertThat(inOnePacket("/api/v1/sessions", "gzip", gzip(SESSION))).startsWith("HTTP/1.1 201 ");
  }

  @Test
  void inflatesDeflate() {
    Reply reply = post("/api/v1/sessions", "deflate", deflate(SESSION));

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    assertThat(reply.json().path("title").asText()).isEqualTo("small");
  }

  /** Sends a body right behind its header over a connection of its own. */
  private String inOnePacket(String path, String coding, byte[] body) {
    String header =
        String.join(
            "|",
            "POST " + path + " HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "Content-Type: application/json",
            "Content-Encoding: " + coding,
            "Content-Length: " + body.length,
            "Authorization: Bearer " + token,
            "",
            "");
    byte[] start = header.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (RawConnection connection = RawConnection.to(RunningServer.shared().uri())) {
      return connection.send(concatenate(start, body)).readToEnd();
    }
  }

  private Reply post(String path, String coding, byte[] body) {
    return user.with("Content-Encoding", coding)
        .send("POST", path, BodyPublishers.ofByteArray(body));
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream deflate = new DeflaterOutputStream(out)) {
      deflate.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] concatenate(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static String noise(int length) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("{\"title\": \"");
    random.ints(length, 'A', 'Z').forEach(letter -> text.append((char) letter));
    return text.append("\"}").toString();
  }
}
