package dev.coda.providers.demo;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayList;
import java.util.List;

/** Cuts text into words, each with the white space after it; a word counts as a token. */
final class Words {
  private Words() {}

  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < text.length(); i++) {
      boolean begins =
          !Character.isWhitespace(text.charAt(i)) && Character.isWhitespace(text.charAt(i - 1));
      if (begins) {
        words.add(text.substring(start, i));
        start = i;
      }
    }
    if (start < text.length()) {
      words.add(text.substring(start));
    }
    return words;
  }

  static int count(List<ChatMessage> messages) {
    return messages.stream().mapToInt(message -> of(text(message)).size()).sum();
  }

  private static String text(ChatMessage message) {
    if (message instanceof SystemMessage system) {
      return system.text();
    }
    if (message instanceof AiMessage assistant) {
      return assistant.text() == null ? "" : assistant.text();
    }
    if (message instanceof ToolExecutionResultMessage result) {
      return Conversation.text(result.contents());
    }
    return Conversation.text(message);
  }
}
