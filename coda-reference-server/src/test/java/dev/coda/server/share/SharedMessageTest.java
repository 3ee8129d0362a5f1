package dev.coda.server.share;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.MessageNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharedMessageTest {
  private static final CallId CALL = new CallId(UUID.randomUUID());
  private static final ArtifactId PICTURE = new ArtifactId(UUID.randomUUID());
  private static final ToolCallPart LOOKUP =
      new ToolCallPart(CALL, "lookup", JsonNodeFactory.instance.textNode("key"), null);

  @Test
  void thoughtsAndInstructionsAreNotShown() {
    List<SharedMessage> shown =
        shown(
            false,
            node(Role.SYSTEM, new TextPart("Be kind.")),
            node(Role.ASSISTANT, new ReasoningPart("Hm.", null), new TextPart("Hello")));

    assertThat(shown).hasSize(1);
    assertThat(shown.getFirst().parts()).containsExactly(SharedPart.ofText("Hello"));
  }

  @Test
  void anAnswerThatIsBeingWrittenIsLeftOut() {
    Message open =
        node(Role.ASSISTANT, new TextPart("He")).message().toBuilder()
            .status(MessageStatus.PARTIAL)
            .build();

    assertThat(shown(false, new MessageNode(open, List.of()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void ofAFileOnlyItsTypeIsShown(MediaPart file) {
    List<SharedPart> parts = shown(true, node(Role.USER, file)).getFirst().parts();

    assertThat(parts).hasSize(1);
    assertThat(parts.getFirst().type()).isEqualTo(SharedPart.Type.FILE);
    assertThat(parts.getFirst().mediaType()).isEqualTo("image/png");
    // The text of a record has all of its components, and so those that are added later.
    assertThat(parts.toString()).doesNotContain("home", PICTURE.toString(), "AQID", "example");
  }

  static Stream<MediaPart> files() {
    return Stream.of(
        MediaPart.of("image/png", new byte[] {1, 2, 3}, "me-at-home.png"),
        MediaPart.ofArtifact(PICTURE, "image/png", "me-at-home.png"),
        new MediaPart("image/png", "https://example.org/home.png", null, null),
        MediaPart.of("image/png; name=me-at-home.png", new byte[] {1, 2, 3}, null));
  }

  @Test
  void aFailedCallSaysThatItFailedAndOnlyOnRequestWhy() {
    ToolResultPart failed =
        new ToolResultPart(CALL, "lookup", ToolStatus.ERROR, null, "no such key", 5L);
    MessageNode answer = node(Role.ASSISTANT, LOOKUP, failed);

    SharedPart brief = shown(false, answer).getFirst().parts().getFirst();
    SharedPart full = shown(true, answer).getFirst().parts().getFirst();

    assertThat(brief.toolStatus()).isEqualTo(ToolStatus.ERROR);
    assertThat(Stream.of(brief.input(), brief.output(), brief.error())).containsOnlyNulls();
    assertThat(full.input()).isEqualTo(LOOKUP.input());
    assertThat(full.error()).isEqualTo("no such key");
  }

  @Test
  void theResultOfAClientsOwnToolIsShownAtItsCall() {
    ToolResultPart result =
        new ToolResultPart(CALL, "lookup", ToolStatus.SUCCESS, LOOKUP.input(), null, null);

    List<SharedMessage> shown = shown(false, node(Role.ASSISTANT, LOOKUP), node(Role.USER, result));

    assertThat(shown).hasSize(1);
    assertThat(shown.getFirst().parts().getFirst().toolStatus()).isEqualTo(ToolStatus.SUCCESS);
  }

  @Test
  void aCallWithoutAResultIsUnknown() {
    assertThat(shown(true, node(Role.ASSISTANT, LOOKUP)).getFirst().parts().getFirst().toolStatus())
        .isEqualTo(ToolStatus.UNKNOWN);
  }

  private static List<SharedMessage> shown(boolean includeTools, MessageNode... page) {
    return SharedMessage.from(List.of(page), includeTools);
  }

  private static MessageNode node(Role role, Part... parts) {
    Message message =
        Message.builder(
                new MessageId(UUID.randomUUID()),
                new SessionId(UUID.randomUUID()),
                role,
                Instant.EPOCH)
            .parts(List.of(parts))
            .build();
    return new MessageNode(message, List.of(message.id()));
  }
}
