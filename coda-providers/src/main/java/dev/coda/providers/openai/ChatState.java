package dev.coda.providers.openai;

/**
 * Names the places of what a host wants back: an attribute of langchain4j's message holds an object
 * with one entry per protocol, so that no host is sent another's.
 */
final class ChatState {
  static final String FAMILY = "openai_chat";
  static final String REASONING_DETAILS = "reasoning_details";

  private ChatState() {}
}
