package dev.coda.examples;

import dev.coda.core.Coda;
import dev.coda.core.TextListener;

/** Shows an answer's text as it is written, and takes back what no longer counts. */
final class Streaming {
  private Streaming() {}

  public static void main(String[] arguments) {
    // region streaming
    StringBuilder screen = new StringBuilder();
    TextListener listener =
        new TextListener() {
          @Override
          public void onText(String piece) {
            screen.append(piece);
          }

          @Override
          public void onTextTakenBack(String text) {
            screen.setLength(screen.length() - text.length());
          }
        };
    try (Coda coda = Coda.of("demo/demo")) {
      System.out.println(coda.ask("hello", listener).text().contentEquals(screen));
    }
    // endregion
  }
}
