package dev.coda.providers.google;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.providers.internal.wire.DroppedSettings;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the messages of one conversation, in order. Confined to one thread at a time. */
final class ContentsWriter {
  private final String provider;
  private final ArrayNode contents;
  private final PartWriter parts;
  private final ResultWriter results;
  private final ReplyWriter replies;
  private final Map<String, ResultWriter.Call> calls = new HashMap<>();
  private @Nullable ArrayNode openResults;

  ContentsWriter(String provider, ModelTraits traits, ArrayNode contents) {
    this.provider = provider;
    this.contents = contents;
    this.parts = new PartWriter(provider);
    this.results = new ResultWriter(provider);
    this.replies = new ReplyWriter(traits.checksSignatures());
  }

  void add(ChatMessage message) {
    if (message instanceof ToolExecutionResultMessage result) {
      // The answers to one turn's calls stand together, as the calls did.
      if (openResults == null) {
        openResults = content("user");
      }
      results.write(openResults.addObject(), result, calls);
    } else if (message instanceof UserMessage user) {
      openResults = null;
      user(user);
    } else if (message instanceof AiMessage reply) {
      openResults = null;
      reply(reply);
    } else if (!(message instanceof SystemMessage)) {
      throw RequestEncoder.unsupported(provider, "messages of type " + message.type());
    }
  }

  private void user(UserMessage user) {
    if (user.name() != null) {
      DroppedSettings.warnOnce(provider, "name of a user");
    }
    ArrayNode written = content("user");
    for (Content content : user.contents()) {
      parts.write(written.addObject(), content);
    }
  }

  /** A reply without any part, such as one cut before its first word, would be refused. */
  private void reply(AiMessage reply) {
    ArrayNode written = contents.arrayNode();
    replies.write(written, reply);
    if (!written.isEmpty()) {
      content("model").addAll(written);
    }
    int position = 0;
    for (ToolExecutionRequest call : reply.toolExecutionRequests()) {
      String id = SignedParts.callId(reply, position++);
      if (call.id() != null) {
        calls.put(call.id(), new ResultWriter.Call(call.name(), id));
      }
    }
  }

  private ArrayNode content(String role) {
    ObjectNode content = contents.addObject();
    content.put("role", role);
    return content.putArray("parts");
  }
}
