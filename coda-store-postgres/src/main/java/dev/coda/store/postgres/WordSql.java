package dev.coda.store.postgres;

import dev.coda.api.content.CleanText;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.SearchWords;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the words of messages and looks for them. In {@code message_words} each word begins with
 * the end of its user's id, so that the index of words leads to messages of one user only.
 */
final class WordSql {
  /** Characters of a text that are searched. */
  static final int SEARCHED = 100_000;

  private static final int OWNER = 8;

  /** A title is searched to here. */
  private static final int TITLE = 1_000;

  /** Puts the owner before each of the words {@code w.words} of a session {@code s}. */
  static final String OWNED =
      "replace(w.words, ' ', ' ' || right(s.user_id::text, %d))::tsvector".formatted(OWNER);

  /**
   * Writes the words of the messages in {@code messages_written}, a relation that the statement
   * around it defines.
   */
  static final String INSERT =
      """
      INSERT INTO {schema}.message_words (message_id, session_id, user_id, created_at, words)
      SELECT m.id, s.id, s.user_id, m.created_at,
      """
          + OWNED
          + """
           FROM messages_written m JOIN unnest(:w_id::uuid[], :w_words::text[]) AS w (id, words) ON w.id = m.id
          JOIN {schema}.sessions s ON s.id = m.session_id
          ON CONFLICT (message_id) DO UPDATE SET words = EXCLUDED.words
          """;

  private WordSql() {}

  /** Binds the words of messages; those that are only begun have none yet. */
  static Parameters bind(Parameters statement, List<Message> messages) {
    List<Message> said =
        messages.stream()
            .filter(
                message -> message.status() != MessageStatus.PARTIAL || !message.text().isEmpty())
            .toList();
    return statement
        .bind("w_id", Bind.texts(said, Message::id))
        .bind("w_words", Bind.texts(said, message -> ofMessage(message.text())));
  }

  /** Returns the words of a message, a space before each. */
  static String ofMessage(String text) {
    return joined(text, SEARCHED);
  }

  /** Returns the words of a title as a tsvector. */
  static String ofTitle(String title) {
    return joined(title, TITLE);
  }

  /** Looks for words in messages of one owner; empty if there is no word. */
  static String inMessages(UserId owner, String text) {
    String id = owner.value().toString();
    return query(SearchWords.wanted(text), id.substring(id.length() - OWNER));
  }

  /** Looks for words in titles; empty if there is no word. */
  static String inTitles(String text) {
    return query(SearchWords.wanted(text), "");
  }

  /** Words have letters, digits and marks only, so quotes around them are enough. */
  private static String query(Set<String> words, String owner) {
    return words.stream()
        .map(word -> "'" + owner + word + "':*")
        .collect(Collectors.joining(" & "));
  }

  private static String joined(String text, int length) {
    StringBuilder words = new StringBuilder();
    SearchWords.of(CleanText.head(text, length)).forEach(word -> words.append(' ').append(word));
    return words.toString();
  }
}
