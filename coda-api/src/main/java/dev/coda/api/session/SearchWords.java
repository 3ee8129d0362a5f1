package dev.coda.api.session;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Splits texts into the words by which they are found, the same way in every store. A word is a run
 * of letters and digits without regard to case, so that "Straße" is found by "STRASSE". In scripts
 * that write no spaces between words, each pair of neighbouring characters is a word. Thread-safe.
 */
public final class SearchWords {
  /** Characters of a word that count; a longer one is found by them. */
  private static final int LONGEST = 100;

  /** Words of one text that are kept, in characters. */
  private static final int MOST = 100_000;

  private static final Set<UnicodeScript> WITHOUT_SPACES =
      Collections.unmodifiableSet(
          EnumSet.of(
              UnicodeScript.HAN,
              UnicodeScript.HIRAGANA,
              UnicodeScript.KATAKANA,
              UnicodeScript.THAI,
              UnicodeScript.LAO,
              UnicodeScript.KHMER,
              UnicodeScript.MYANMAR));

  private SearchWords() {}

  /**
   * {@return the words of a text that is searched: letters, digits and marks in lower case, without
   * spaces or punctuation} If the text is very long, only its first words.
   *
   * @param text the text
   */
  public static NavigableSet<String> of(String text) {
    TreeSet<String> words = new TreeSet<>();
    new Splitter(words, false).split(text);
    return words;
  }

  /**
   * {@return the words of a search; a text matches if, for each of them, it has a word that begins
   * with it} Empty if there is no word.
   *
   * @param text the text
   */
  public static Set<String> wanted(String text) {
    LinkedHashSet<String> words = new LinkedHashSet<>();
    new Splitter(words, true).split(text);
    return words;
  }

  /**
   * {@return whether a text with these words matches all words of a search; false if the search has
   * none}
   *
   * @param words the words of the text
   * @param wanted the words that are looked for
   */
  public static boolean holds(NavigableSet<String> words, Set<String> wanted) {
    for (String word : wanted) {
      String next = words.ceiling(word);
      if (next == null || !next.startsWith(word)) {
        return false;
      }
    }
    return !wanted.isEmpty();
  }

  /** Confined to one thread at a time. */
  private static final class Splitter {
    private final Set<String> words;
    private final boolean wanted;
    private final StringBuilder word = new StringBuilder();
    private int room = MOST;
    private boolean inPairs;
    private int pairs;

    Splitter(Set<String> words, boolean wanted) {
      this.words = words;
      this.wanted = wanted;
    }

    void split(String text) {
      String plain =
          Normalizer.isNormalized(text, Normalizer.Form.NFKC)
              ? text
              : Normalizer.normalize(text, Normalizer.Form.NFKC);
      for (int i = 0; i < plain.length() && room > 0; ) {
        int c = plain.codePointAt(i);
        i += Character.charCount(c);
        if (!isPartOfWord(c)) {
          end();
        } else if (writesNoSpaces(c)) {
          pair(c);
        } else {
          letter(c);
        }
      }
      end();
    }

    private void letter(int c) {
      if (inPairs) {
        end();
      }
      if (c == 'ß' || c == 'ẞ') {
        word.append("ss");
      } else {
        word.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c)));
      }
    }

    /** Each character begins a word of two; the last of a run is a word of one. */
    private void pair(int c) {
      if (!inPairs) {
        end();
        inPairs = true;
      }
      if (!word.isEmpty()) {
        int before = word.codePointAt(0);
        word.appendCodePoint(c);
        add();
        pairs++;
        word.delete(0, Character.charCount(before));
      } else {
        word.appendCodePoint(c);
      }
    }

    private void end() {
      // A searched word ends with its last pair, since more characters may follow in the text.
      if (!word.isEmpty() && !(wanted && pairs > 0)) {
        add();
      }
      word.setLength(0);
      inPairs = false;
      pairs = 0;
    }

    private void add() {
      int end =
          word.length() <= LONGEST
              ? word.length()
              : word.offsetByCodePoints(0, word.codePointCount(0, LONGEST));
      if (words.add(word.substring(0, end))) {
        room -= end;
      }
    }
  }

  private static boolean isPartOfWord(int c) {
    if (Character.isLetterOrDigit(c)) {
      return true;
    }
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean writesNoSpaces(int c) {
    // Most texts have nothing else.
    return c >= 0x0E00 && (c == 'ー' || WITHOUT_SPACES.contains(UnicodeScript.of(c)));
  }
}
