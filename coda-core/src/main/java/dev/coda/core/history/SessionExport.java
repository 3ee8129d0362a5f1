package dev.coda.core.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coda.api.content.CleanText;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.core.internal.context.AttachedContent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a session to a stream. It reads one page at a time, so sessions can be of any length. The
 * stream is flushed and stays open. Thread-safe.
 */
public final class SessionExport {
  static final String FORMAT = "coda.session";
  static final int VERSION = 1;

  private static final int PAGE = 100;
  private static final long PAGE_BYTES = 1 << 20;
  private static final JsonMapper MAPPER = CodaJson.mapper();

  private final SessionStore sessions;
  private final AttachedContent attached;

  private SessionExport(Stores stores) {
    this.sessions = stores.sessions();
    this.attached = AttachedContent.in(stores.artifacts());
  }

  /**
   * Reads from these stores.
   *
   * @param stores the stores
   * @return the export
   */
  public static SessionExport of(Stores stores) {
    return new SessionExport(stores);
  }

  /**
   * Writes every branch with its attachments, tool calls and thoughts as JSON, which {@link
   * SessionImport} reads. An answer that is still being written is exported as cancelled.
   *
   * @param owner the user who owns it
   * @param id its id
   * @param out the target; not closed here
   * @throws StoreException {@code NOT_FOUND} if the owner has no such session; nothing is written
   *     then
   * @throws IOException if it cannot be read or written
   */
  public void json(UserId owner, SessionId id, OutputStream out) throws IOException {
    Session session = find(owner, id);
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeFieldName("session");
      write(json, ArchivedSession.of(session));
      json.writeArrayFieldStart("messages");
      Set<MessageId> written = new HashSet<>();
      List<MessageRecord> page = sessions.records(owner, id, null, PAGE, PAGE_BYTES);
      while (!page.isEmpty()) {
        for (MessageRecord record : page) {
          Message message = record.message();
          // While this reads, a branch may grow from a place that was passed already.
          if (message.parentId() == null || written.contains(message.parentId())) {
            written.add(message.id());
            write(json, ArchivedMessage.of(whole(owner, record)));
          }
        }
        MessageId last = page.get(page.size() - 1).message().id();
        page = sessions.records(owner, id, last, PAGE, PAGE_BYTES);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /**
   * Writes the branch in view as Markdown, for people.
   *
   * @param owner the user who owns it
   * @param id its id
   * @param out the target; not closed here
   * @throws StoreException {@code NOT_FOUND} if the owner has no such session; nothing is written
   *     then
   * @throws IOException if it cannot be read or written
   */
  public void markdown(UserId owner, SessionId id, OutputStream out) throws IOException {
    Session session = find(owner, id);
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.write(MarkdownText.heading(session));
    MessageId leaf = session.headMessageId();
    List<MessageNode> page = leaf == null ? List.of() : branch(owner, id, leaf, null);
    while (!page.isEmpty()) {
      for (MessageNode node : page) {
        text.write(MarkdownText.of(node.message()));
      }
      MessageId last = page.get(page.size() - 1).message().id();
      page = branch(owner, id, leaf, last);
    }
    text.flush();
  }

  private MessageRecord whole(UserId owner, MessageRecord record) {
    return new MessageRecord(
        attached.whole(owner, record.message()), record.toolCalls(), record.thoughts());
  }

  private List<MessageNode> branch(
      UserId owner, SessionId id, @Nullable MessageId leaf, @Nullable MessageId after) {
    return sessions.path(owner, id, PathQuery.page(leaf, after, PAGE).withMaxBytes(PAGE_BYTES));
  }

  private Session find(UserId owner, SessionId id) {
    return sessions
        .find(owner, id)
        .orElseThrow(
            () -> new StoreException(FailureKind.NOT_FOUND, "Session " + id + " does not exist."));
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    json.writeRawValue(CleanText.escaped(MAPPER.writeValueAsString(value)));
  }
}
