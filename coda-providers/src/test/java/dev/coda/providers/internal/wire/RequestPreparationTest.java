package dev.coda.providers.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelAttributes;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to a conversation before it is written for one model. */
class RequestPreparationTest {
  private static final ReasoningOrigin HERE = new ReasoningOrigin("here", new Account("a"), "m");

  @Test
  void sendsThinkingBackToTheModelThatThoughtIt() {
    AiMessage said = thought();
    assertThat(HERE.own(asking(said)).messages()).contains(said);
  }

  @ParameterizedTest
  @CsvSource({"there,a,m", "here,b,m", "here,a,n"})
  void leavesOutTheThinkingOfAnother(String provider, String account, String model) {
    ChatRequest request =
        new ReasoningOrigin(provider, new Account(account), model).own(asking(thought()));
    AiMessage sent = (AiMessage) request.messages().get(1);
    assertThat(sent.text()).isEqualTo("Hello.");
    assertThat(sent.thinking()).isNull();
    assertThat(sent.attributes()).doesNotContainKey(ModelAttributes.REASONING_STATE);
  }

  @Test
  void sendsThinkingBackThatIsBoundToNoAccount() {
    AiMessage said = thought(new ReasoningOrigin("here", null, "m"));
    assertThat(HERE.own(asking(said)).messages()).contains(said);
  }

  @Test
  void tellsInWordsWhatAModelCannotSee() {
    ReadableMedia blind =
        ReadableMedia.of(Optional.empty(), false, ReadableMedia.USUAL_IMAGES, true);
    assertThat(
            shown(
                blind,
                ImageContent.from("iVBORw0KGgo=", "image/png"),
                PdfFileContent.from("JVBERi0=", "application/pdf")))
        .extracting(content -> ((TextContent) content).text())
        .containsExactly(
            "[attachment of type image/png: this model cannot see it]",
            "[attachment of type application/pdf: this model cannot see it]");
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpg,AAAA,image/jpeg",
    "IMAGE/PNG,AAAA,image/png",
    "image/png,/9j/4AAQ,image/jpeg",
    "image/webp;q=1,AAAA,image/webp",
  })
  void callsAnImageWhatItIs(String given, String data, String sent) {
    ReadableMedia seeing =
        ReadableMedia.of(Optional.empty(), true, ReadableMedia.USUAL_IMAGES, true);
    Image image = ((ImageContent) shown(seeing, ImageContent.from(data, given)).get(0)).image();
    assertThat(image.mimeType()).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({"image/svg+xml", "image/tiff", "image/heic"})
  void tellsInWordsOfImagesThatAProtocolDoesNotTake(String type) {
    ReadableMedia seeing =
        ReadableMedia.of(Optional.empty(), true, ReadableMedia.USUAL_IMAGES, true);
    assertThat(shown(seeing, ImageContent.from("AAAA", type)).get(0))
        .isInstanceOf(TextContent.class);
  }

  @Test
  void replacesHalvesOfCharactersThatStandAlone() {
    ObjectNode request = WireJson.mapper().createObjectNode();
    request.put("text", "a\uD83D b\uDE00 \uD83D\uDE00 \\uD83D \u0000");
    assertThat(new String(WireJson.bytes(request), StandardCharsets.UTF_8))
        .isEqualToIgnoringCase("{\"text\":\"a\\uFFFD b\\uFFFD \\uD83D\\uDE00 \\\\uD83D \\uFFFD\"}");
  }

  private static List<Content> shown(ReadableMedia media, Content... contents) {
    ChatRequest request = ChatRequest.builder().messages(UserMessage.from(contents)).build();
    return ((UserMessage) media.readable(request).messages().get(0)).contents();
  }

  private static AiMessage thought() {
    return thought(HERE);
  }

  private static AiMessage thought(ReasoningOrigin origin) {
    ObjectNode state = WireJson.mapper().createObjectNode();
    state.putObject("protocol").put("signature", "s");
    AiMessage said =
        AiMessage.builder()
            .text("Hello.")
            .thinking("Hm.")
            .attributes(Map.of(ModelAttributes.REASONING_STATE, state))
            .build();
    return origin.mark(ChatResponse.builder().aiMessage(said).build()).aiMessage();
  }

  private static ChatRequest asking(AiMessage said) {
    return ChatRequest.builder()
        .messages(UserMessage.from("Hi"), said, UserMessage.from("And?"))
        .build();
  }
}
