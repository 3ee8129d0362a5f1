package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthBadInputTest {
  private static final String REGISTER = "/api/v1/auth/register";
  private static final String LOGIN = "/api/v1/auth/login";

  private final ApiClient client = RunningServer.shared().anonymous();

  static Stream<Arguments> badBodies() {
    String deep = "[".repeat(200) + "]".repeat(200);
    return Stream.of(
        arguments("", "body"),
        arguments("{", "body"),
        arguments("nonsense", "body"),
        arguments("[]", "body"),
        arguments("\"text\"", "body"),
        arguments("null", "body"),
        arguments("5", "body"),
        arguments("{} {}", "body"),
        arguments("{}", "email"),
        arguments("{}", "password"),
        arguments(body("null", "\"0123456789\""), "email"),
        arguments(body("5", "\"0123456789\""), "email"),
        arguments(body("true", "\"0123456789\""), "email"),
        arguments(body("{}", "\"0123456789\""), "email"),
        arguments(body("[\"a@b.c\"]", "\"0123456789\""), "email"),
        arguments(body("\"\"", "\"0123456789\""), "email"),
        arguments(body("\" \"", "\"0123456789\""), "email"),
        arguments(body("\"a\\u0000@b.c\"", "\"0123456789\""), "email"),
        arguments(body("\"a\\ud800@b.c\"", "\"0123456789\""), "email"),
        arguments(body("\"" + "a".repeat(300) + "@b.c\"", "\"0123456789\""), "email"),
        arguments(body("\"a@b.c\"", "1234567890"), "password"),
        arguments(body("\"a@b.c\"", "\"" + "x".repeat(2000) + "\""), "password"),
        arguments(body("\"a@b.c\"", "\"\\udc00123456789\""), "password"),
        arguments("{\"email\": \"a@b.c\", \"email\": \"d@e.f\"}", "email"),
        arguments("{\"role\": \"admin\"}", "role"),
        arguments("{\"organization_id\": \"1\"}", "organization_id"),
        arguments("{\"user_id\": \"1\"}", "user_id"),
        arguments("{\"email\": " + deep + "}", "email"));
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void registerAndLoginNameTheFieldAtFault(String body, String field) {
    for (String path : List.of(REGISTER, LOGIN)) {
      Reply reply = client.post(path, body);

      assertThat(reply.status()).as("%s %s", path, reply.body()).isEqualTo(400);
      assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
      assertThat(reply.code()).isEqualTo("validation_failed");
      assertThat(reply.blamed()).as(reply.body()).contains(field);
      assertThat(reply.body()).doesNotContain("dev.coda", "jackson", "Exception");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-at-sign", "@b.c", "a@", "a b@c.d", "a@b@c"})
  void registerRefusesWhatIsNoAddress(String address) {
    Reply reply = client.post(REGISTER, body("\"" + address + "\"", "\"0123456789\""));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly("email");
  }

  @Test
  void registerRefusesAShortPassword() {
    Reply reply = client.post(REGISTER, body("\"a@b.c\"", "\"012345678\""));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly("password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"  \"", "7", "\"\\u0000\""})
  void registerRefusesANameThatSaysNothing(String name) {
    Reply reply =
        client.post(
            REGISTER,
            "{\"email\": \"a@b.c\", \"password\": \"0123456789\", \"name\": " + name + "}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly("name");
  }

  @Test
  void anyOtherTextIsKeptUnchanged() {
    String name = "Ἀδά 阿達 \uD83D\uDE80 \u202Eא";
    Reply reply =
        client.post(
            REGISTER,
            "{\"email\": \"%s\", \"password\": \"0123456789\", \"name\": \"%s\"}"
                .formatted(RunningServer.newAddress(), name));

    assertThat(reply.json().path("user").path("name").asText()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
  void otherContentTypesAre415(String type) {
    Reply reply = client.with("Content-Type", type).post(LOGIN, "{}");

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.code()).isEqualTo("unsupported_media_type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "", "json", "/"})
  void aBodyThatDoesNotSayWhatItIsIs415(String type) {
    Reply reply = client.with("Content-Type", type).post(LOGIN, "{}");

    assertThat(reply.status()).isEqualTo(415);
  }

  @Test
  void aBodyWithoutAContentTypeIs415() {
    Reply reply = client.send("POST", LOGIN, BodyPublishers.ofString("{}"));

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.code()).isEqualTo("unsupported_media_type");
  }

  @Test
  void aBodyThatIsNoUtf8Is400() {
    byte[] body = "{\"email\": \"\u00e9@b.c\"}".getBytes(StandardCharsets.ISO_8859_1);

    Reply reply =
        client
            .with("Content-Type", "application/json")
            .send("POST", LOGIN, BodyPublishers.ofByteArray(body));

    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void aBodyOverOneMebibyteIs413() {
    Reply reply = client.post(LOGIN, "{\"email\": \"" + "x".repeat(1 << 20) + "\"}");

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("payload_too_large");
  }

  @Test
  void aBodyThatHidesItsLengthIs413Too() {
    byte[] large = new byte[3 << 20];
    Reply reply =
        client
            .with("Content-Type", "application/json")
            .send(
                "POST", LOGIN, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

    assertThat(reply.status()).isEqualTo(413);
  }

  private static String body(String email, String password) {
    return "{\"email\": " + email + ", \"password\": " + password + "}";
  }
}
