package dev.coda.examples;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.artifact.Artifact;
import dev.coda.api.budget.Budget;
import dev.coda.api.content.Part;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.session.Lease;
import dev.coda.api.session.Session;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of the API with the first sentences of their Javadoc, as tables of Markdown. */
final class Glossary {
  private static final List<Class<?>> TERMS =
      List.of(
          Agent.class,
          Run.class,
          RunRequest.class,
          RunEvent.class,
          Session.class,
          Message.class,
          Part.class,
          ToolCall.class,
          Thought.class,
          Interrupt.class,
          Lease.class,
          Budget.class,
          Artifact.class,
          Tool.class,
          ModelProvider.class);
  private static final List<Class<? extends Enum<?>>> STATES =
      List.of(RunStatus.class, MessageStatus.class, ToolStatus.class, ToolPermission.class);

  private Glossary() {}

  static String page() {
    return table("word | what it is", TERMS.stream().map(Glossary::term))
        + "\n"
        + table("event | in Java | what happened", events())
        + "\n"
        + table("state | of | what it means", STATES.stream().flatMap(Glossary::states));
  }

  private static String table(String head, Stream<String> rows) {
    return "| "
        + head
        + " |\n|"
        + "---|".repeat(head.split("\\|", -1).length)
        + "\n"
        + rows.map(row -> "| " + row + " |\n").collect(Collectors.joining());
  }

  private static String term(Class<?> type) {
    return "`%s` | %s".formatted(type.getSimpleName(), typeSentence(type));
  }

  private static Stream<String> events() {
    return Arrays.stream(EventKind.values())
        .filter(kind -> kind != EventKind.UNKNOWN)
        .map(kind ->
            "`%s` | `%s` | %s"
                .formatted(
                    kind.type(), kind.payload().getSimpleName(), typeSentence(kind.payload())));
  }

  private static Stream<String> states(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(state ->
            "`%s` | `%s` | %s"
                .formatted(
                    state.name().toLowerCase(Locale.ROOT),
                    type.getSimpleName(),
                    sentence(type, "\\n  " + state.name())));
  }

  /** Returns the first sentence of the comment before a declaration. */
  private static String sentence(Class<?> type, String declaration) {
    String source = Regions.read(source(type));
    Matcher declared = Pattern.compile(declaration + "\\b").matcher(source);
    if (!declared.find()) {
      throw new IllegalStateException("no " + declaration + " in " + type);
    }
    int begin = source.lastIndexOf("/**", declared.start());
    String text =
        source
            .substring(begin + "/**".length(), source.indexOf("*/", begin))
            .replaceAll("\\n\\s*\\*", " ")
            .replaceAll("\\{@link (?:[\\w.]+#)?([\\w.]+)[^}]*}", "`$1`")
            .replaceAll("\\{@code ([^}]*)}", "`$1`")
            .replaceAll("\\s+", " ")
            .strip();
    return text.split("(?<=[.]) (?=[A-Z@<])", 2)[0].replace("|", "\\|");
  }

  private static String typeSentence(Class<?> type) {
    return sentence(type, "(class|record|interface|enum) " + type.getSimpleName());
  }

  private static Path source(Class<?> type) {
    return Regions.ROOT
        .resolve("coda-api/src/main/java")
        .resolve(type.getName().replace('.', '/') + ".java");
  }
}
