package dev.coda.testkit.model;

import dev.coda.api.model.Usage;
import dev.coda.testkit.json.Values;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The actions of a {@link ScriptedModel} in one call, in order. Confined to one thread at a time.
 */
public final class ModelScript {
  /** One thing a model does. */
  sealed interface Act {}

  record Say(String text) implements Act {}

  record Think(String text) implements Act {}

  record CallTool(String name, String arguments) implements Act {}

  record Run(Consumer<ScriptedModel.Call> action) implements Act {}

  record Fail(RuntimeException failure) implements Act {}

  private final List<Act> acts = new ArrayList<>();
  private Usage usage = Usage.of(10, 5);
  private @Nullable FinishReason finish;

  private ModelScript() {}

  /**
   * Starts an empty script, which leads to an empty answer.
   *
   * @return the script
   */
  public static ModelScript create() {
    return new ModelScript();
  }

  /**
   * Streams each of these pieces of text.
   *
   * @param pieces the pieces of text
   * @return this script
   */
  public ModelScript say(String... pieces) {
    for (String piece : pieces) {
      acts.add(new Say(piece));
    }
    return this;
  }

  /**
   * Streams a piece of reasoning.
   *
   * @param text the thought
   * @return this script
   */
  public ModelScript think(String text) {
    acts.add(new Think(text));
    return this;
  }

  /**
   * Calls a tool; the arguments are sent unchanged, valid or not.
   *
   * @param name the name of the tool
   * @param arguments the arguments
   * @return this script
   */
  public ModelScript callTool(String name, String arguments) {
    acts.add(new CallTool(name, arguments));
    return this;
  }

  /**
   * Calls a tool with these arguments.
   *
   * @param name the name of the tool
   * @param arguments a record, a map or another value that Jackson writes as a JSON object
   * @return this script
   */
  public ModelScript callTool(String name, Object arguments) {
    return callTool(name, Values.json(arguments).toString());
  }

  /**
   * Runs code of the test in the middle of the stream, such as waiting or cancelling.
   *
   * @param action the action
   * @return this script
   */
  public ModelScript then(Consumer<ScriptedModel.Call> action) {
    acts.add(new Run(action));
    return this;
  }

  /**
   * Sends nothing until the call is cancelled, like a provider that has stalled.
   *
   * @return this script
   */
  public ModelScript stall() {
    return then(ScriptedModel.Call::awaitCancel);
  }

  /**
   * Ends the call with this failure.
   *
   * @param failure the failure
   * @return this script
   */
  public ModelScript fail(RuntimeException failure) {
    acts.add(new Fail(failure));
    return this;
  }

  /**
   * Sets the finish reason, such as {@code length} or {@code content_filter}; by default {@code
   * stop}, or {@code tool_execution} if it calls a tool.
   *
   * @param reason the finish reason
   * @return this script
   * @throws IllegalArgumentException if langchain4j has no such reason
   */
  public ModelScript finish(String reason) {
    this.finish = FinishReason.valueOf(reason.toUpperCase(Locale.ROOT));
    return this;
  }

  /**
   * Sets the usage that is reported; 10 input and 5 output tokens by default.
   *
   * @param value the usage that is reported
   * @return this script
   */
  public ModelScript usage(Usage value) {
    this.usage = value;
    return this;
  }

  List<Act> acts() {
    return List.copyOf(acts);
  }

  @Nullable FinishReason finish() {
    return finish;
  }

  Usage usage() {
    return usage;
  }
}
