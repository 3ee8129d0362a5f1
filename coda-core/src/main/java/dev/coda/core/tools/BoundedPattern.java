package dev.coda.core.tools;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of a foreign schema. Some patterns take endless time on certain texts, so the patterns
 * of one check together may read a limited number of characters, many times more than normal
 * patterns need. Thread-safe.
 */
final class BoundedPattern implements RegularExpression {
  /** Matching this many characters takes less than a second. */
  private static final int MOST_READS = 10_000_000;

  private static final ThreadLocal<Reads> READS = ThreadLocal.withInitial(Reads::new);

  private final Pattern pattern;

  BoundedPattern(String regex) {
    this.pattern = compiled(regex);
  }

  /** A pattern in another language's dialect matches everything: the service checks it as well. */
  private static Pattern compiled(String regex) {
    try {
      return Pattern.compile(
          RegularExpressions.replaceLongformCharacterProperties(
              RegularExpressions.replaceDollarAnchors(regex)));
    } catch (PatternSyntaxException e) {
      return Pattern.compile("");
    }
  }

  /** Begins a check on the calling thread, with all of its reads. */
  static void beginCheck() {
    READS.get().left = MOST_READS;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the check has read too much
   */
  @Override
  public boolean matches(String value) {
    return pattern.matcher(new Counted(value, READS.get())).find();
  }

  private static final class Reads {
    private int left = MOST_READS;
  }

  private record Counted(CharSequence text, Reads reads) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (reads.left-- <= 0) {
        throw new IllegalStateException("a pattern takes too long");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), reads);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
