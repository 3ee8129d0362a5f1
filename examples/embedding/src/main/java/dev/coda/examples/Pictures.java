package dev.coda.examples;

import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.core.Chat;
import dev.coda.core.Coda;
import java.nio.file.Path;

/** Asks about a file; images and PDF documents reach models that read them. */
final class Pictures {
  private Pictures() {}

  public static void main(String[] arguments) {
    // region pictures
    try (Coda coda = Coda.of("demo/demo")) {
      Chat chat = coda.chat();
      chat.ask("What is in this picture?", Path.of(arguments[0]));

      for (Part part : chat.history().get(0).parts()) {
        System.out.println(part instanceof MediaPart media ? media.mimeType() : "text");
      }
    }
    // endregion
  }
}
