package dev.coda.core.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.model.ModelAttributes;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HistoryRepairTest {
  private static final SessionId SESSION = new SessionId(new UUID(0, 1));

  @Property
  void everyHistoryStartsWithTheUserAndHasNoEmptyMessage(
      @ForAll("conversations") List<Message> conversation) {
    List<ChatMessage> history = HistoryRepair.repair(conversation);

    if (!history.isEmpty()) {
      assertThat(history.get(0)).isInstanceOf(UserMessage.class);
    }
    assertThat(history)
        .filteredOn(AiMessage.class::isInstance)
        .map(AiMessage.class::cast)
        .allMatch(said -> said.hasToolExecutionRequests() || !said.text().isBlank());
  }

  @Property
  void everyToolCallIsFollowedByExactlyItsResults(
      @ForAll("conversations") List<Message> conversation) {
    List<ChatMessage> history = HistoryRepair.repair(conversation);

    int i = 0;
    while (i < history.size()) {
      ChatMessage message = history.get(i++);
      assertThat(message).isNotInstanceOf(ToolExecutionResultMessage.class);
      if (message instanceof AiMessage said) {
        for (ToolExecutionRequest asked : said.toolExecutionRequests()) {
          assertThat(history.get(i)).isInstanceOf(ToolExecutionResultMessage.class);
          assertThat(((ToolExecutionResultMessage) history.get(i++)).id()).isEqualTo(asked.id());
        }
      }
    }
  }

  @Property
  void userAndModelTakeTurns(@ForAll("conversations") List<Message> conversation) {
    List<ChatMessage> history = HistoryRepair.repair(conversation);

    for (int i = 1; i < history.size(); i++) {
      assertThat(
              history.get(i).type() == history.get(i - 1).type()
                  && !(history.get(i) instanceof ToolExecutionResultMessage))
          .isFalse();
    }
  }

  @Property
  void noTwoCallsHaveOneIdAndEveryNameIsValid(@ForAll("conversations") List<Message> conversation) {
    List<ToolExecutionRequest> calls =
        HistoryRepair.repair(conversation).stream()
            .filter(AiMessage.class::isInstance)
            .flatMap(said -> ((AiMessage) said).toolExecutionRequests().stream())
            .toList();

    assertThat(calls).extracting(ToolExecutionRequest::id).doesNotHaveDuplicates();
    assertThat(calls).allMatch(call -> call.name().matches("[a-zA-Z0-9_-]{1,64}"));
    assertThat(calls).allMatch(call -> call.arguments().startsWith("{"));
  }

  @Property
  void whatIsValidStaysAsItIs(@ForAll("conversations") List<Message> conversation) {
    List<ChatMessage> once = HistoryRepair.repair(conversation);

    assertThat(HistoryRepair.repair(stored(once))).isEqualTo(once);
  }

  @Property
  void showsABranchThatGrewAsIfItWereReadAnew(@ForAll("conversations") List<Message> conversation) {
    Branch grown = Branch.EMPTY;
    for (Message message : conversation) {
      grown = grown.with(message);
    }

    assertThat(grown.shown()).isEqualTo(HistoryRepair.repair(conversation));
    assertThat(grown.messages()).isEqualTo(conversation);
    assertThat(grown.bytes()).isEqualTo(Branch.of(conversation).bytes());
  }

  @Property
  void nothingThatWasSaidIsLost(@ForAll("conversations") List<Message> conversation) {
    List<Message> fromUser =
        conversation.stream().dropWhile(message -> !says(message, Role.USER)).toList();

    String history = HistoryRepair.repair(conversation).toString();

    for (Message message : fromUser) {
      for (Part part : message.parts()) {
        if (part instanceof TextPart said && !said.text().isBlank()) {
          assertThat(history).contains(said.text());
        }
      }
    }
  }

  @Example
  void theStateOfAReplyGoesBackWithItEvenIfItCameLast() {
    JsonNode state = TextNode.valueOf("signature");
    Part call = asked(new CallId(new UUID(7, 1)));
    Part result = answered(new CallId(new UUID(7, 1)), ToolStatus.SUCCESS);
    List<Part> parts = List.of(call, new ReasoningPart("", state), result, new TextPart("done"));

    List<ChatMessage> history =
        HistoryRepair.repair(
            List.of(
                message(Role.USER, List.of(new TextPart("go"))), message(Role.ASSISTANT, parts)));

    assertThat(((AiMessage) history.get(1)).attributes())
        .containsEntry(ModelAttributes.REASONING_STATE, state);
    assertThat(((AiMessage) history.get(1)).hasToolExecutionRequests()).isTrue();
    assertThat(((AiMessage) history.get(3)).text()).isEqualTo("done");
  }

  @Example
  void takesTheResultOfAClientsCallFromTheMessageThatFollows() {
    CallId call = new CallId(new UUID(7, 1));
    Part result =
        new ToolResultPart(call, "tool", ToolStatus.SUCCESS, TextNode.valueOf("42"), null, null);

    List<ChatMessage> history =
        HistoryRepair.repair(
            List.of(
                message(Role.USER, List.of(new TextPart("go"))),
                message(Role.ASSISTANT, List.of(asked(call))),
                message(Role.USER, List.of(result, new TextPart("and now?")))));

    assertThat(history).hasSize(4);
    assertThat(((ToolExecutionResultMessage) history.get(2)).text()).isEqualTo("42");
    assertThat(((UserMessage) history.get(3)).singleText()).isEqualTo("and now?");
  }

  /** Writes a history as if it had been said in this way. */
  private static List<Message> stored(List<ChatMessage> history) {
    List<Message> messages = new ArrayList<>();
    List<Part> turn = new ArrayList<>();
    for (ChatMessage message : history) {
      if (message instanceof UserMessage user) {
        messages.add(message(Role.ASSISTANT, turn));
        turn = new ArrayList<>();
        messages.add(
            message(Role.USER, user.contents().stream().map(HistoryRepairTest::part).toList()));
      } else if (message instanceof AiMessage said) {
        JsonNode state = said.attribute(ModelAttributes.REASONING_STATE, JsonNode.class);
        if (said.thinking() != null || state != null) {
          turn.add(new ReasoningPart(said.thinking() == null ? "" : said.thinking(), state));
        }
        if (said.text() != null) {
          turn.add(new TextPart(said.text()));
        }
        for (ToolExecutionRequest call : said.toolExecutionRequests()) {
          turn.add(
              new ToolCallPart(
                  new CallId(UUID.fromString(call.id())),
                  call.name(),
                  JsonNodeFactory.instance.objectNode(),
                  null));
        }
      } else if (message instanceof ToolExecutionResultMessage result) {
        boolean failed = Boolean.TRUE.equals(result.isError());
        turn.add(
            new ToolResultPart(
                new CallId(UUID.fromString(result.id())),
                result.toolName(),
                failed ? ToolStatus.ERROR : ToolStatus.SUCCESS,
                failed ? null : TextNode.valueOf(result.text()),
                failed ? result.text() : null,
                1L));
      }
    }
    messages.add(message(Role.ASSISTANT, turn));
    return messages;
  }

  private static Part part(Content content) {
    return content instanceof ImageContent image
        ? new MediaPart("image/png", String.valueOf(image.image().url()), null, null)
        : new TextPart(((TextContent) content).text());
  }

  @Provide
  Arbitrary<List<Message>> conversations() {
    return message().list().ofMaxSize(6);
  }

  private static Arbitrary<Message> message() {
    Part image = new MediaPart("image/png", "https://example.org/a.png", null, null);
    Arbitrary<Message> user =
        Arbitraries.oneOf(text(), Arbitraries.just(image), result())
            .list()
            .ofMaxSize(2)
            .map(parts -> message(Role.USER, parts));
    Arbitrary<Message> assistant =
        Combinators.combine(part().list().ofMaxSize(8), Arbitraries.of(MessageStatus.class))
            .as((parts, status) -> message(Role.ASSISTANT, parts, status));
    return Arbitraries.oneOf(user, assistant);
  }

  private static Arbitrary<Part> part() {
    Arbitrary<CallId> call =
        Arbitraries.longs().between(1, 4).map(id -> new CallId(new UUID(7, id)));
    return Arbitraries.oneOf(
        text(),
        Arbitraries.of(
            new ReasoningPart("hm", null),
            new ReasoningPart("", TextNode.valueOf("state")),
            new TextPart(" \n")),
        Combinators.combine(call, Arbitraries.of("tool", "", "a tool!"))
            .as((id, name) ->
                (Part) new ToolCallPart(id, name, JsonNodeFactory.instance.objectNode(), null)),
        call.map(id -> (Part) new ToolCallPart(id, "tool", TextNode.valueOf("{oops"), null)),
        result());
  }

  private static Arbitrary<Part> result() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 4).map(id -> new CallId(new UUID(7, id))),
            Arbitraries.of(ToolStatus.class))
        .as(HistoryRepairTest::answered);
  }

  private static Arbitrary<Part> text() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMaxLength(5)
        .map(text -> (Part) new TextPart(text));
  }

  private static Part asked(CallId id) {
    return new ToolCallPart(id, "tool", JsonNodeFactory.instance.objectNode(), null);
  }

  private static Part answered(CallId id, ToolStatus status) {
    boolean ok = status == ToolStatus.SUCCESS;
    return new ToolResultPart(
        id, "tool", status, ok ? TextNode.valueOf("") : null, ok ? null : "", 1L);
  }

  private static boolean says(Message message, Role role) {
    return message.role() == role
        && message.parts().stream()
            .anyMatch(part -> part instanceof MediaPart || !message.text().isBlank());
  }

  private static Message message(Role role, List<Part> parts) {
    return message(role, parts, MessageStatus.COMPLETE);
  }

  private static Message message(Role role, List<Part> parts, MessageStatus status) {
    return Message.builder(new MessageId(UUID.randomUUID()), SESSION, role, Instant.EPOCH)
        .parts(parts)
        .status(status)
        .build();
  }
}
