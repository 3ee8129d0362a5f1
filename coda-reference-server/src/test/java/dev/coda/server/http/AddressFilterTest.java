package dev.coda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AddressFilterTest {
  private final ApiClient user = RunningServer.shared().newUser();
  private final String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/tools?limit=-1                       | limit",
        "/api/v1/tools?limit=0                        | limit",
        "/api/v1/tools?limit=1000000000               | limit",
        "/api/v1/tools?limit=ten                      | limit",
        "/api/v1/models?x                             | x",
        "/api/v1/mcp-servers?%0a=1                    | query",
        "/api/v1/settings?a=1                         | a",
        "/api/v1/auth/me?a=1                          | a",
        "/api/v1/sessions?page=2                      | page",
        "/api/v1/sessions?Limit=2                     | Limit",
        "/api/v1/sessions?limit=2&limit=3             | limit",
        "/api/v1/sessions?limit=                      | limit",
        "/api/v1/sessions?limit=-1                    | limit",
        "/api/v1/sessions?limit=101                   | limit",
        "/api/v1/sessions?limit=1.5                   | limit",
        "/api/v1/sessions?limit=1e1                   | limit",
        "/api/v1/sessions?limit=99999999999           | limit",
        "/api/v1/sessions?limit=1;2                   | limit",
        "/api/v1/sessions?cursor=                     | cursor",
        "/api/v1/sessions/SESSION?limit=1             | limit",
        "/api/v1/sessions/SESSION/messages?limit=0    | limit",
        "/api/v1/sessions/SESSION/messages?branch=    | branch",
        "/api/v1/sessions/SESSION/messages?cursor=x   | cursor",
        "/api/v1/runs/SESSION/events?after=1;2        | after",
        "/api/v1/runs/SESSION/events?after=           | after",
        "/api/v1/runs/SESSION/events?after=1&before=2 | before"
      })
  void namesParameterThatRouteDoesNotTake(String path, String parameter) {
    Reply reply = user.get(path.replace("SESSION", session));

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("validation_failed");
    assertThat(reply.blamed()).containsExactly(parameter);
  }

  @Test
  void namesPartOfThePathThatNoDatabaseStores() {
    Reply reply = user.delete("/api/v1/settings/api-keys/open%00ai");

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly("provider");
  }

  @Test
  void refusesQueryOfRouteThatWrites() {
    assertThat(user.post("/api/v1/sessions?title=a", "{}").blamed()).containsExactly("title");
    assertThat(user.post("/api/v1/chat/stream?debug", "{\"content\": \"a\"}").blamed())
        .containsExactly("debug");
    assertThat(user.delete("/api/v1/sessions/" + session + "?force=true").status()).isEqualTo(400);
    assertThat(user.get("/api/v1/sessions/" + session).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/sessions?limit=2",
        "/api/v1/sessions?q=a;b&limit=2",
        "/api/v1/tools?",
        "/health?probe=1",
        "/openapi.yml?v=2"
      })
  void acceptsWhatIsDeclared(String path) {
    assertThat(user.get(path).status()).isEqualTo(200);
  }

  @Test
  void tellsStrangersNothingOfParameters() {
    assertThat(RunningServer.shared().anonymous().get("/api/v1/tools?limit=1").status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/chat/stream              | {'content': 'a', 'session_id': ''}  | session_id",
        "/api/v1/chat/stream              | {'content': 'a', 'session_id': ' '} | session_id",
        "/api/v1/chat/stream              | {'content': 'a', 'parent_id': ''}   | parent_id",
        "/api/v1/chat/stream              | {'content': 'a', 'limits': ''}      | limits",
        "/api/v1/chat/stream              | {'content': 'a', 'tools': ''}       | tools",
        "/api/v1/chat/stream | {'content': 'a', 'limits': {'max_steps': ''}} | limits.max_steps",
        "/api/v1/sessions/SESSION/messages | {'content': 'a', 'parent_id': ''}  | parent_id",
        "/api/v1/sessions/SESSION/fork    | {'message_id': ''}                  | message_id",
        "/api/v1/sessions                 | {'metadata': ''}                    | metadata"
      })
  void namesFieldThatIsEmptyTextInPlaceOfAnIdOrAnObject(String path, String body, String field) {
    Reply reply = user.post(path.replace("SESSION", session), body.replace('\'', '"'));

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly(field);
  }
}
