package dev.coda.core.internal.context;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.message.Message;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.TokenCounter;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;

/**
 * Estimates how many tokens messages and tools take in a request, including the text that providers
 * add to them. Immutable.
 */
public final class PromptSize {
  private static final int AROUND_MESSAGE = 4;
  private static final int AROUND_CALL = 8;
  private static final int AROUND_TOOL = 12;
  private static final int LONGEST_RESULT = 200;

  /** The approximate number of tokens of an image or a page of a document, at every provider. */
  private static final int MEDIA = 1_600;

  private final TokenCounter counter;

  private PromptSize(TokenCounter counter) {
    this.counter = counter;
  }

  /** Estimates with this counter. */
  public static PromptSize by(TokenCounter counter) {
    return new PromptSize(counter);
  }

  /** Returns the tokens of a text. */
  public long of(String text) {
    return counter.count(text);
  }

  /** Returns the tokens of a message. */
  public long of(ChatMessage message) {
    long tokens = AROUND_MESSAGE;
    if (message instanceof SystemMessage system) {
      tokens += counter.count(system.text());
    } else if (message instanceof UserMessage user) {
      tokens += contents(user.contents());
    } else if (message instanceof AiMessage said) {
      tokens += said.text() == null ? 0 : counter.count(said.text());
      tokens += said.thinking() == null ? 0 : counter.count(said.thinking());
      for (ToolExecutionRequest call : said.toolExecutionRequests()) {
        tokens += AROUND_CALL + counter.count(call.name()) + counter.count(call.arguments());
      }
    } else if (message instanceof ToolExecutionResultMessage result) {
      tokens += AROUND_CALL + contents(result.contents());
    }
    return tokens;
  }

  /** Returns the tokens of messages together. */
  public long of(List<ChatMessage> messages) {
    long tokens = 0;
    for (ChatMessage message : messages) {
      tokens += of(message);
    }
    return tokens;
  }

  /** Returns about what a stored message takes; long results count as if they were shortened. */
  long of(Message message) {
    return ofParts(message.parts());
  }

  /**
   * Returns the approximate tokens of the parts of a message; long results count as if they were
   * shortened.
   */
  public long ofParts(List<Part> parts) {
    long tokens = 0;
    for (Part part : parts) {
      tokens += AROUND_MESSAGE;
      if (part instanceof TextPart said) {
        tokens += counter.count(said.text());
      } else if (part instanceof ToolCallPart call) {
        tokens += AROUND_CALL + counter.count(call.input().toString());
      } else if (part instanceof ToolResultPart result) {
        String output = result.output() == null ? result.error() : result.output().toString();
        tokens += Math.min(LONGEST_RESULT, output == null ? 0 : counter.count(output));
      } else if (part instanceof MediaPart media) {
        String text = AttachedFile.text(media);
        tokens += text == null ? MEDIA : counter.count(text);
      }
    }
    return tokens;
  }

  /** Returns the tokens of a tool's description. */
  public long of(ToolSpecification tool) {
    long tokens = AROUND_TOOL;
    tokens += counter.count(tool.name());
    if (tool.description() != null) {
      tokens += counter.count(tool.description());
    }
    return tool.metadata().get(ModelAttributes.INPUT_SCHEMA) instanceof JsonNode schema
        ? tokens + counter.count(schema.toString())
        : tokens;
  }

  private long contents(List<Content> contents) {
    long tokens = 0;
    for (Content content : contents) {
      tokens += content instanceof TextContent text ? counter.count(text.text()) : MEDIA;
    }
    return tokens;
  }
}
