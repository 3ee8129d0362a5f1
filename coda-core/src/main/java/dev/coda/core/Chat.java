package dev.coda.core;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.core.java.AnswerType;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation: the model sees the earlier messages with each question. It is kept in the agent's
 * stores, so that any process with the same stores can continue it by its id. Only one question is
 * answered at a time; a second one meanwhile is refused. Thread-safe.
 */
public final class Chat {
  private static final int PAGE = 200;

  private final Coda coda;
  private final UserId user;
  private final SessionId session;
  private final String id;
  private final ChatRequestParameters parameters;

  Chat(Coda coda, UserId user, SessionId session, String id) {
    this(coda, user, session, id, DefaultChatRequestParameters.EMPTY);
  }

  private Chat(
      Coda coda, UserId user, SessionId session, String id, ChatRequestParameters parameters) {
    this.parameters = parameters;
    this.coda = coda;
    this.user = user;
    this.session = session;
    this.id = id;
  }

  /**
   * {@return the application's id of the conversation, or a generated one if the application gave
   * none}
   */
  public String id() {
    return id;
  }

  /** {@return the id under which the stores have the conversation} */
  public SessionId sessionId() {
    return session;
  }

  /**
   * Asks a question and waits for the answer.
   *
   * @param text the user's message
   * @return the answer
   * @throws RunFailedException if the run fails or is cancelled
   * @throws ApprovalRequiredException if a tool waits for a decision and the agent has no {@code
   *     onApproval}
   * @throws dev.coda.api.error.CodaException if the run cannot start
   */
  public Answer ask(String text) {
    return start(text).answer();
  }

  /**
   * Asks a question, streams the answer's text on the calling thread, and returns the answer.
   *
   * @param text the user's message
   * @param listener receives the text as it is written
   * @return the answer
   */
  public Answer ask(String text, TextListener listener) {
    return start(text).onText(listener);
  }

  /**
   * Asks a question about files, such as images or PDF documents, and waits for the answer.
   *
   * @param text the user's message
   * @param files the files
   * @return the answer
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public Answer ask(String text, Path... files) {
    return start(text, files).answer();
  }

  /**
   * Asks a question and returns the answer as a record, an enum, an array or another type that is
   * written as JSON. The model receives the type's JSON Schema, and its answer is validated. An
   * answer that does not match is rejected once, and the model receives the problems.
   *
   * <p>A component of type {@link java.util.Optional} or with a {@code Nullable} annotation may be
   * left out. langchain4j's {@code @Description} explains a type or a component to the model.
   *
   * @param <T> the type of the value
   * @param text the user's message
   * @param type the type of the answer
   * @return the answer
   * @throws RunFailedException if the run fails; with the code {@code answer_invalid} if the second
   *     answer does not match either, {@code answer_truncated} if it was cut off
   * @throws dev.coda.api.error.ConfigurationException if the type has no schema
   * @throws IllegalArgumentException if the type's own constructor refuses a valid answer
   */
  public <T> T ask(String text, Class<T> type) {
    return start(text, type).answer().value(type);
  }

  /**
   * Asks a question and returns the answer as JSON that matches a schema; see {@link #ask(String,
   * Class)}.
   *
   * @param text the user's message
   * @param schema JSON Schema 2020-12
   * @return the answer
   */
  public JsonNode ask(String text, JsonNode schema) {
    return start(request().text(text).answerAs(schema).build()).answer().json();
  }

  /**
   * Starts to answer a question, and returns before the first token.
   *
   * @param text the user's message
   * @return a handle on the answer
   */
  public Reply start(String text) {
    return start(List.of(new TextPart(text)));
  }

  /**
   * Starts to answer a question with a value of a type; {@link Answer#value} returns the value.
   *
   * @param text the user's message
   * @param type the type of the answer
   * @return a handle on the answer
   */
  public Reply start(String text, Class<?> type) {
    AnswerType<?> answer = AnswerType.of(type);
    return start(request().text(text).answerAs(answer.schema()).answerCheck(answer::read).build());
  }

  /**
   * Starts to answer a question about files.
   *
   * @param text the user's message
   * @param files the files
   * @return a handle on the answer
   */
  public Reply start(String text, Path... files) {
    List<Part> parts = new ArrayList<>();
    parts.add(new TextPart(text));
    for (Path file : files) {
      parts.add(MediaPart.of(file));
    }
    return start(parts);
  }

  /**
   * Starts to answer a user's message with several parts.
   *
   * @param content the user's message, in parts
   * @return a handle on the answer
   */
  public Reply start(List<Part> content) {
    return start(request().content(content).build());
  }

  /**
   * Starts a run of this conversation; {@link #request()} begins a request for it.
   *
   * @param request the request
   * @return a handle on the answer
   */
  public Reply start(RunRequest request) {
    return coda.start(request);
  }

  /**
   * Begins a request with its own settings, such as limits, a model, parameters or an idempotency
   * key.
   *
   * @return a builder of the request
   */
  public RunRequest.Builder request() {
    return RunRequest.builder(session).userId(user).parameters(parameters);
  }

  /**
   * {@return this conversation with parameters of the model for further questions} They override
   * the agent's field by field, and a request's parameters override them.
   *
   * @param value such as {@code ModelParameters.builder().temperature(0.0).build()}
   * @throws IllegalArgumentException see {@link RunRequest.Builder#parameters}
   */
  public Chat withParameters(ChatRequestParameters value) {
    return new Chat(coda, user, session, id, request().parameters(value).build().parameters());
  }

  /**
   * Starts to answer the last question again; the earlier answer remains as another branch.
   *
   * @return a handle on the answer
   * @throws StoreException {@code NOT_FOUND} if there is no question yet
   */
  public Reply answerAgain() {
    List<Message> history = history();
    for (int i = history.size() - 1; i >= 0; i--) {
      if (history.get(i).role() == Role.USER) {
        return start(request().parentId(history.get(i).id()).build());
      }
    }
    throw new StoreException(
        FailureKind.NOT_FOUND, "Nothing was asked in conversation " + id + " yet.");
  }

  /** {@return the messages of the branch in view, oldest first} */
  public List<Message> history() {
    List<Message> history = new ArrayList<>();
    MessageId last = null;
    List<MessageNode> page;
    do {
      page = coda.stores().sessions().path(user, session, PathQuery.page(null, last, PAGE));
      for (MessageNode node : page) {
        history.add(node.message());
        last = node.message().id();
      }
    } while (page.size() == PAGE);
    return List.copyOf(history);
  }

  /**
   * Copies the branch in view to a new conversation.
   *
   * @return the new conversation
   */
  public Chat fork() {
    return fork(null);
  }

  /**
   * Copies the branch in view, up to a message, to a new conversation.
   *
   * @param upTo the last message to copy; null for all
   * @return the new conversation
   */
  public Chat fork(@Nullable MessageId upTo) {
    Session copy = coda.branches().fork(user, session, upTo);
    return new Chat(coda, user, copy.id(), copy.id().toString());
  }

  @Override
  public String toString() {
    return "Chat[" + id + "]";
  }
}
