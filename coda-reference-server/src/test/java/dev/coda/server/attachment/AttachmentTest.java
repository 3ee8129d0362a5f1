package dev.coda.server.attachment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.SocketClient;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AttachmentTest {
  private static final byte[] PNG = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 1, 2, 3
  };
  private static final int MEBIBYTE = 1 << 20;

  private final RunningServer server = RunningServer.shared();
  private final String token = RunningServer.newToken(server.uri());
  private final ApiClient user = server.anonymous().bearer(token);
  private final String session = newSession(user);

  @Test
  void aFileGoesWithAMessageAndIsDownloadedAgain() {
    Reply uploaded = upload(user, session, "../sales%20%C3%BC.csv", "text/csv", "a,b\n1,2");

    assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(201);
    assertThat(uploaded.json().get("name").textValue()).isEqualTo("sales ü.csv");
    assertThat(uploaded.json().get("media_type").textValue()).isEqualTo("text/csv");
    assertThat(uploaded.json().get("size").intValue()).isEqualTo(7);
    String id = id(uploaded);
    Reply stream = send("\"content\": \"Hello\", \"attachments\": [\"%s\"]", id);
    assertThat(stream.status()).as(stream.body()).isEqualTo(200);
    assertThat(stream.body()).contains("\"uri\":\"artifact:" + id + "\"");
    JsonNode parts = messages(session).get(0).get("parts");
    assertThat(parts.get(0).get("text").textValue()).isEqualTo("Hello");
    assertThat(parts.get(1).get("type").textValue()).isEqualTo("media");
    assertThat(parts.get(1).get("mime_type").textValue()).isEqualTo("text/csv");
    assertThat(parts.get(1).get("name").textValue()).isEqualTo("sales ü.csv");
    Reply file = user.get("/api/v1/artifacts/" + id);
    assertThat(file.body()).isEqualTo("a,b\n1,2");
    assertThat(file.header("Content-Type")).startsWith("text/plain");
    assertThat(file.header("Content-Disposition")).startsWith("attachment");
    assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(user.delete("/api/v1/sessions/" + session).status()).isEqualTo(204);
    assertThat(user.get("/api/v1/artifacts/" + id).status()).isEqualTo(404);
  }

  @Test
  void aFileGoesWithAMessageOverAWebSocketWithoutText() {
    String id = id(upload(user, session, "a.txt", "text/plain", "Hello"));
    SocketClient socket = SocketClient.open(server.uri(), session, token);
    try {
      socket.send("{\"type\": \"message\", \"attachments\": [\"%s\"]}".formatted(id));

      JsonNode started = socket.await("run_started");

      assertThat(started.at("/content/0/uri").textValue()).isEqualTo("artifact:" + id);
      assertThat(started.get("content")).hasSize(1);
      socket.await("run_finished");
    } finally {
      socket.cut();
    }
  }

  @Test
  void filesAreNotThereForOthersNorInAnotherSession() {
    String id = id(upload(user, session, "a.txt", "text/plain", "secret"));
    ApiClient stranger = server.newUser();
    String theirs = newSession(stranger);
    String message = "{\"session_id\": \"%s\", \"content\": \"x\", \"attachments\": [\"%s\"]}";

    assertThat(upload(stranger, session, "a.txt", "text/plain", "x").status()).isEqualTo(404);
    assertThat(stranger.post("/api/v1/chat/stream", message.formatted(theirs, id)).status())
        .isEqualTo(404);
    assertThat(user.post("/api/v1/chat/stream", message.formatted(newSession(user), id)).status())
        .isEqualTo(404);
    assertThat(send("\"content\": \"x\", \"attachments\": [\"%s\"]", UUID.randomUUID() + "").code())
        .isEqualTo("not_found");
    assertThat(messages(session)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "photo.png, image/png,     'not a picture', 415, unsupported_media_type",
        "logo.svg,  image/svg+xml, '<svg onload=\"alert(1)\"/>', 415, unsupported_media_type",
        "a.zip,     application/zip, 'PK\u0003\u0004', 415, unsupported_media_type",
        "a.txt,     text/plain,    '', 400, validation_failed",
        "-,         text/plain,    x, 400, validation_failed",
        "%20,       text/plain,    x, 400, validation_failed",
        "a.txt,     -,             x, 415, unsupported_media_type",
        "photo.png, multipart/form-data; boundary=x, '--x--', 415, unsupported_media_type"
      })
  void whatCannotBeAttachedSaysWhy(
      @Nullable String name, @Nullable String type, String content, int status, String code) {
    Reply reply = upload(user, session, name, type, content);

    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
  }

  @Test
  void whatIsTooLargeIsRefused() {
    byte[] picture = Arrays.copyOf(PNG, 4 * MEBIBYTE);
    byte[] text = new byte[MEBIBYTE + 1];
    Arrays.fill(text, (byte) 'a');
    byte[] huge = new byte[11 * MEBIBYTE];

    Reply reply = upload(user, session, "a.png", "image/png", BodyPublishers.ofByteArray(picture));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.json().get("detail").textValue()).isEqualTo("An image has at most 3.75 MiB.");
    assertThat(
            upload(user, session, "a.txt", "text/plain", BodyPublishers.ofByteArray(text)).status())
        .isEqualTo(413);
    assertThat(
            upload(user, session, "a.pdf", "application/pdf", BodyPublishers.ofByteArray(huge))
                .status())
        .isEqualTo(413);
    assertThat(
            upload(
                    user,
                    session,
                    "a.pdf",
                    "application/pdf",
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge)))
                .status())
        .isEqualTo(413);
    assertThat(upload(user, session, "a".repeat(256), "text/plain", "x").blamed())
        .containsExactly("name");
  }

  @Test
  void aModelThatSeesNothingIsNotAsked() {
    Reply picture = upload(user, session, "dot.png", "image/png", BodyPublishers.ofByteArray(PNG));
    assertThat(picture.json().get("media_type").textValue()).isEqualTo("image/png");

    Reply reply = send("\"content\": \"What is this?\", \"attachments\": [\"%s\"]", id(picture));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly("attachments");
    assertThat(reply.json().get("detail").textValue())
        .contains("demo/demo does not take images", "Choose another model");
    assertThat(messages(session)).isEmpty();
  }

  @Test
  void aWrongListOfFilesIsNamed() {
    assertThat(send("\"content\": \"x\", \"attachments\": [\"%s\"]", "y").status()).isEqualTo(400);
    assertThat(send("\"content\": \"x\", \"attachments\": [null]", "").status()).isEqualTo(400);
    String many = ("\"" + UUID.randomUUID() + "\",").repeat(11);
    assertThat(
            send("\"content\": \"x\", \"attachments\": [%s]", many.substring(0, many.length() - 1))
                .blamed())
        .containsExactly("attachments");
    assertThat(send("\"attachments\": []", "").blamed()).containsExactly("content");
    String id = UUID.randomUUID().toString();
    assertThat(
            user.post(
                    "/api/v1/chat/stream",
                    "{\"content\": \"x\", \"attachments\": [\"%s\"]}".formatted(id))
                .blamed())
        .containsExactly("session_id");
  }

  @Test
  void anEditedMessageKeepsItsFilesUnlessOthersAreNamed() {
    String id = id(upload(user, session, "a.txt", "text/plain", "Hello"));
    send("\"content\": \"one\", \"attachments\": [\"%s\"]", id);
    String first = messages(session).get(0).get("id").textValue();

    send("\"content\": \"two\", \"edit_of\": \"%s\"", first);
    JsonNode kept = messages(session).get(0);
    send("\"content\": \"three\", \"attachments\": [], \"edit_of\": \"%s\"", first);
    JsonNode dropped = messages(session).get(0);
    user.post("/api/v1/messages/" + first + "/branch", "{\"content\": \"four\"}");

    assertThat(kept.at("/parts/1/uri").textValue()).isEqualTo("artifact:" + id);
    assertThat(dropped.get("parts")).hasSize(1);
    assertThat(messages(session).get(0).at("/parts/1/uri").textValue()).isEqualTo("artifact:" + id);
  }

  @Test
  void aForkAndAnImportHaveFilesOfTheirOwn() {
    String id = id(upload(user, session, "a.txt", "text/plain", "Hello"));
    send("\"content\": \"one\", \"attachments\": [\"%s\"]", id);
    String sessions = "/api/v1/sessions/";

    String fork = user.post(sessions + session + "/fork", "{}").json().get("id").textValue();
    String file = user.post(sessions + session + "/export", "{\"format\": \"json\"}").body();
    String imported = user.post(sessions + "import", file).json().get("id").textValue();
    user.delete(sessions + session);

    String copy = messages(fork).get(0).at("/parts/1/uri").textValue();
    assertThat(user.get(copy.replace("artifact:", "/api/v1/artifacts/")).body()).isEqualTo("Hello");
    assertThat(messages(imported).get(0).at("/parts/1/data").textValue()).isEqualTo("SGVsbG8=");
  }

  @Test
  void anUploadThatIsSentAgainIsOneFile() {
    ApiClient once = user.with("Idempotency-Key", "upload");

    Reply first = upload(once, session, "a.txt", "text/plain", "Hello");
    Reply second = upload(once, session, "a.txt", "text/plain", "Hello");

    assertThat(id(second)).isEqualTo(id(first));
    assertThat(upload(once, session, "a.txt", "text/plain", "Hullo").code())
        .isEqualTo("idempotency_mismatch");
  }

  @Test
  void aUserKeepsNoMoreThanAllowed() {
    UserId owner = UserId.of(user.get("/api/v1/auth/me").json().get("id").textValue());
    Attachments small =
        new Attachments(
            server.bean(Stores.class),
            server.bean(KeptBytesRepository.class),
            new AttachmentSettings(10, 12),
            server.bean(IdSource.class),
            server.clock());
    SentName name = SentName.of("a.txt", "text/plain");
    small.keep(owner, SessionId.of(session), name, "Hello".getBytes(UTF_8));

    assertThatThrownBy(
            () -> small.keep(owner, SessionId.of(session), name, "12345678".getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
              assertThat(problem.details())
                  .containsAllEntriesOf(Map.of("limit", 12L, "used", 5L, "left", 7L));
            });
  }

  private Reply send(String fields, String value) {
    return user.post(
        "/api/v1/chat/stream",
        "{\"session_id\": \"%s\", %s}".formatted(session, fields.formatted(value)));
  }

  private JsonNode messages(String of) {
    return user.get("/api/v1/sessions/" + of + "/messages").json().get("items");
  }

  private static String newSession(ApiClient client) {
    return client.post("/api/v1/sessions", "{}").json().get("id").textValue();
  }

  private static String id(Reply uploaded) {
    return uploaded.json().path("id").asText();
  }

  private static Reply upload(
      ApiClient client,
      String session,
      @Nullable String name,
      @Nullable String type,
      String content) {
    return upload(client, session, name, type, BodyPublishers.ofString(content));
  }

  private static Reply upload(
      ApiClient client,
      String session,
      @Nullable String name,
      @Nullable String type,
      BodyPublisher content) {
    String query = name == null ? "" : "?name=" + name;
    ApiClient typed = type == null ? client : client.with("Content-Type", type);
    return typed.send("POST", "/api/v1/sessions/" + session + "/attachments" + query, content);
  }
}
