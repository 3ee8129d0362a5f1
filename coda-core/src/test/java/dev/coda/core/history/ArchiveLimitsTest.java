package dev.coda.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coda.api.id.UserId;
import dev.coda.api.session.SessionLimits;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.Stores;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.store.InMemoryStores;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveLimitsTest {
  private static final String CALL = "019a0000-0000-7000-8000-000000000001";

  private final Stores stores = InMemoryStores.create();
  private final UserId owner = UserId.next(new TimeOrderedIds());
  private final SessionImport reader =
      SessionImport.of(stores.sessions(), new TimeOrderedIds(), Clock.systemUTC());

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("session.title", SessionLimits.TITLE, session("'title':'%s'")),
        Arguments.of(
            "session.model_provider",
            SessionLimits.MODEL_PROVIDER,
            session("'model_provider':'%s','model_name':'a'")),
        Arguments.of(
            "session.model_name",
            SessionLimits.MODEL_NAME,
            session("'model_provider':'a','model_name':'%s'")),
        Arguments.of(
            "session.system_prompt", SessionLimits.SYSTEM_PROMPT, session("'system_prompt':'%s'")),
        Arguments.of(
            "session.context_summary",
            SessionLimits.CONTEXT_SUMMARY,
            session("'context_summary':'%s'")),
        Arguments.of(
            "session.metadata",
            SessionLimits.METADATA_BYTES - "{'a':''}".length(),
            session("'metadata':{'a':'%s'}")),
        Arguments.of(
            "messages[0].parts[0].text",
            SessionLimits.MESSAGE_TEXT,
            message("user", "'parts':[{'type':'text','text':'%s'}]")),
        Arguments.of(
            "messages[0].parts[0].tool_name",
            SessionLimits.NAME,
            message(
                "assistant",
                "'parts':[{'type':'tool_call','call_id':'"
                    + CALL
                    + "','tool_name':'%s','input':{}}]")),
        Arguments.of(
            "messages[0].parts[0].input",
            SessionLimits.TOOL_VALUE_BYTES - 2,
            message(
                "assistant",
                "'parts':[{'type':'tool_call','call_id':'"
                    + CALL
                    + "','tool_name':'a','input':'%s'}]")),
        Arguments.of(
            "messages[0].tool_calls[0].output",
            SessionLimits.TOOL_VALUE_BYTES - 2,
            message(
                "assistant",
                "'tool_calls':[{'call_id':'"
                    + CALL
                    + "','tool_name':'a','input':{},'output':'%s','status':'success',"
                    + "'created_at':'2026-01-01T00:00:00Z'}]")),
        Arguments.of(
            "messages[0].chain_of_thought[0].step_type",
            SessionLimits.NAME,
            message(
                "assistant",
                "'chain_of_thought':[{'step_number':1,'step_type':'%s','content':'',"
                    + "'created_at':'2026-01-01T00:00:00Z'}]")),
        Arguments.of(
            "messages[0].error.message",
            SessionLimits.ERROR_TEXT,
            message("assistant", "'error':{'code':'internal','message':'%s'}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void refusesATextThatIsTooLongAndNamesIt(String place, int limit, String file) {
    assertThatCode(() -> load(file.replace("%s", "x".repeat(limit)))).doesNotThrowAnyException();
    int before = sessions();

    assertThat(refusal(file.replace("%s", "x".repeat(limit + 1))).place()).contains(place);

    assertThat(sessions()).isEqualTo(before);
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of("messages[0].parts", parts("{'type':'reasoning','text':''}", 10_001)),
        Arguments.of("messages[0].parts[0].text", parts("{'type':'text'}", 1)),
        Arguments.of(
            "messages[0].parts[1].type", parts("{'type':'text','text':''},{'type':'x'}", 1)),
        Arguments.of(
            "messages[0].parts[0].state.n",
            parts("{'type':'reasoning','text':'','state':{'n':1e131072}}", 1)),
        Arguments.of(
            "messages[0].parts[0].state[2]",
            parts("{'type':'reasoning','text':'','state':[1,2,1e-20000]}", 1)),
        Arguments.of(
            "messages[0].parts[0].text", parts("{'type':'reasoning','text':'a','text':'b'}", 1)),
        Arguments.of("session.metadata", session("'metadata':" + metadata(64))),
        Arguments.of("session.metadata.n", session("'metadata':{'n':1e99999999999}")),
        Arguments.of("session.model_provider", session("'model_provider':'a/b','model_name':'a'")),
        Arguments.of("session.owner", session("'owner':'a'")),
        Arguments.of("messages[0].role", message("root", "'parts':[]")),
        Arguments.of("messages[0].model_name", message("user", "'model_provider':'a'")),
        Arguments.of("messages[0].parent_id", message("user", "'parent_id':'" + CALL + "'")),
        Arguments.of("messages[0].metadata", message("user", "'metadata':" + "[".repeat(600))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void namesThePlaceThatIsWrong(String place, String file) {
    assertThat(refusal(file).place().orElse("")).startsWith(place);
  }

  @Test
  void refusesAMessageThatIsTooLarge() {
    String part = "{'type':'text','text':'" + "x".repeat(1 << 20) + "'}";
    assertThatCode(() -> load(parts(part, 17).replace("'user'", "'assistant'")))
        .doesNotThrowAnyException();

    assertThat(refusal(parts(part, 19).replace("'user'", "'assistant'")).place())
        .contains("messages[0].parts");
    assertThat(refusal(parts(part, 37).replace("'user'", "'assistant'")).place().orElse(""))
        .startsWith("messages[0].parts[3");
  }

  @Test
  void refusesAMessageOfTooManyValues() {
    String items = "0,".repeat(SessionLimits.MESSAGE_VALUES) + "0";

    assertThat(
            refusal(parts("{'type':'reasoning','text':'','state':[" + items + "]}", 1))
                .getMessage())
        .contains("messages[0].parts[0].state[", "too large");
  }

  private static String session(String fields) {
    return "{'format':'coda.session','version':1,'session':{" + fields + "},'messages':[]}";
  }

  private static String message(String role, String fields) {
    return "{'format':'coda.session','version':1,'session':{},'messages':[{'id':'"
        + "019a0000-0000-7000-8000-000000000000','role':'"
        + role
        + "','status':'complete','created_at':'2026-01-01T00:00:00Z',"
        + fields
        + "}]}";
  }

  private static String parts(String part, int count) {
    return message("user", "'parts':[" + (part + ",").repeat(count - 1) + part + "]");
  }

  private static String metadata(int depth) {
    return "{'a':".repeat(depth) + "1" + "}".repeat(depth);
  }

  private MalformedArchiveException refusal(String file) {
    return catchThrowableOfType(MalformedArchiveException.class, () -> load(file));
  }

  private void load(String file) throws Exception {
    byte[] bytes = file.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    reader.load(owner, () -> new ByteArrayInputStream(bytes));
  }

  private int sessions() {
    return stores.sessions().list(owner, SessionQuery.first(1_000)).items().size();
  }
}
