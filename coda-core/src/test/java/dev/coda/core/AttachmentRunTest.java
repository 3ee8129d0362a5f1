package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.artifact.Artifact;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.core.routing.ModelRouter;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AttachmentRunTest {
  private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final String BASE64 = "iVBORwECAw==";

  @Test
  void refusesAFileThatNoModelIsShownAndKeepsNothingOfIt() {
    MediaPart zip = new MediaPart("application/zip", null, "UEs=", "a.zip");
    try (AgentFixture fixture = answering("Never.")) {
      RunRequest request = RunRequest.builder(fixture.session).content(List.of(zip)).build();

      assertThatThrownBy(() -> fixture.agent.start(request))
          .isInstanceOfSatisfying(
              CodaException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED))
          .hasMessageContaining("application/zip");
      assertThat(fixture.messages()).isEmpty();
    }
  }

  @Test
  void showsTheContentOfAnArtifactAndStoresTheReference() {
    try (AgentFixture fixture = answering("A dot.", "Still a dot.")) {
      MediaPart picture = attach(fixture, UserId.LOCAL, fixture.session, "image/png", PICTURE);

      ask(fixture, new TextPart("What is this?"), picture);
      fixture.events("And now?");

      assertThat(fixture.messages().get(0).parts())
          .containsExactly(new TextPart("What is this?"), picture);
      assertThat(images(fixture, 0)).containsExactly(BASE64);
      assertThat(images(fixture, 1)).containsExactly(BASE64);
    }
  }

  @Test
  void showsTheContentAgainToAnotherProcess() {
    try (AgentFixture first = answering("A dot.")) {
      MessageId question =
          ask(first, attach(first, UserId.LOCAL, first.session, "image/png", PICTURE));
      // So small that nothing but the question fits.
      AgentOptions options = AgentOptions.builder().contextBytes(1).build();
      ScriptedModel model = ScriptedModel.of(ModelScript.create().say("A point."));
      try (CodaAgent second =
          CodaAgent.builder()
              .models(ModelRouter.builder().providers(model).build())
              .stores(first.stores)
              .options(options)
              .build()) {
        AgentFixture.events(
            second.start(RunRequest.builder(first.session).parentId(question).build()));
      }

      assertThat(images(model, 0)).containsExactly(BASE64);
    }
  }

  @Test
  void showsATextAsText() {
    try (AgentFixture fixture = answering("Two rows.")) {
      ask(
          fixture,
          attach(fixture, UserId.LOCAL, fixture.session, "text/csv", new byte[] {'a', ',', 'b'}));

      assertThat(contents(fixture.model, 0))
          .filteredOn(TextContent.class::isInstance)
          .extracting(content -> ((TextContent) content).text())
          .containsExactly("[attachment dot of type text/csv]\na,b");
    }
  }

  @Test
  void hasNoArtifactOfAnotherUser() {
    UserId stranger = new UserId(UUID.randomUUID());
    try (AgentFixture fixture = answering("Never.")) {
      SessionId theirs = new SessionId(UUID.randomUUID());
      fixture.stores.sessions().create(Session.start(theirs, stranger, NOON));
      MediaPart foreign = attach(fixture, stranger, theirs, "image/png", PICTURE);
      RunRequest request = RunRequest.builder(fixture.session).content(List.of(foreign)).build();

      assertThatThrownBy(() -> fixture.agent.start(request))
          .isInstanceOfSatisfying(
              CodaException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_FOUND));
      assertThat(fixture.messages()).isEmpty();
    }
  }

  private static AgentFixture answering(String... answers) {
    ScriptedModel model = ScriptedModel.of();
    for (String answer : answers) {
      model.says(answer);
    }
    return AgentFixture.with(model);
  }

  private static MediaPart attach(
      AgentFixture fixture, UserId owner, SessionId session, String type, byte[] content) {
    ArtifactId id = new ArtifactId(UUID.randomUUID());
    fixture
        .stores
        .artifacts()
        .put(new Artifact(id, owner, session, type, "dot", content.length, NOON), content);
    return MediaPart.ofArtifact(id, type, "dot");
  }

  private static MessageId ask(AgentFixture fixture, Part... content) {
    AgentFixture.events(
        fixture.agent.start(RunRequest.builder(fixture.session).content(List.of(content)).build()));
    return fixture.messages().get(0).id();
  }

  private static List<String> images(AgentFixture fixture, int call) {
    return images(fixture.model, call);
  }

  private static List<String> images(ScriptedModel model, int call) {
    return contents(model, call).stream()
        .filter(ImageContent.class::isInstance)
        .map(content -> ((ImageContent) content).image().base64Data())
        .toList();
  }

  private static List<Content> contents(ScriptedModel model, int call) {
    return model.requests().get(call).messages().stream()
        .filter(UserMessage.class::isInstance)
        .flatMap(message -> ((UserMessage) message).contents().stream())
        .toList();
  }
}
