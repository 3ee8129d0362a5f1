package dev.coda.testkit.model;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.DetailedTokenUsage;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.coda.api.model.Price;
import dev.coda.testkit.json.Values;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A model and its provider {@code scripted}. It follows scripts, one for each call, in order. It
 * keeps the requests that it receives, so that a test can check the history. Thread-safe.
 */
public final class ScriptedModel implements ModelProvider, StreamingChatModel {
  /** The reference under which the model is found. */
  public static final ModelRef REF = new ModelRef("scripted", "model");

  private final Queue<ModelScript> scripts = new ConcurrentLinkedQueue<>();
  private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger scripted = new AtomicInteger();
  private volatile @Nullable Price price;

  private ScriptedModel() {}

  /**
   * Creates a model that follows these scripts; further calls fail with a message.
   *
   * @param scripts the scripts, one for each call
   * @return the model
   */
  public static ScriptedModel of(ModelScript... scripts) {
    ScriptedModel model = new ScriptedModel();
    List.of(scripts).forEach(model::add);
    return model;
  }

  /**
   * Adds a call that answers with this text, streamed in these pieces.
   *
   * @param pieces the pieces of text
   * @return this model
   */
  public ScriptedModel says(String... pieces) {
    return add(ModelScript.create().say(pieces));
  }

  /**
   * Adds a call that answers with a value as JSON, as a run with a schema requires.
   *
   * @param value a record or another value that Jackson writes
   * @return this model
   */
  public ScriptedModel answers(Object value) {
    return says(Values.json(value).toString());
  }

  /**
   * Adds a call that requests a tool.
   *
   * @param tool the name of the tool
   * @param arguments a record, a map or another value that Jackson writes as a JSON object
   * @return this model
   */
  public ScriptedModel calls(String tool, Object arguments) {
    return add(ModelScript.create().callTool(tool, arguments));
  }

  /**
   * Adds a call that fails.
   *
   * @param failure the failure
   * @return this model
   */
  public ScriptedModel fails(RuntimeException failure) {
    return add(ModelScript.create().fail(failure));
  }

  /**
   * Sets the price of the model in US dollars per million tokens; unknown by default.
   *
   * @param input the price of input, as decimal text
   * @param output the price of output, as decimal text
   * @return this model
   */
  public ScriptedModel price(String input, String output) {
    price = Price.of(input, output);
    return this;
  }

  /**
   * Adds a script after the others.
   *
   * @param script the script
   * @return this model
   */
  public ScriptedModel add(ModelScript script) {
    scripts.add(script);
    scripted.incrementAndGet();
    return this;
  }

  /** {@return the requests of all calls so far} */
  public List<ChatRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public String name() {
    return REF.provider();
  }

  @Override
  public List<ModelInfo> models() {
    ModelInfo unpriced = ModelInfo.unknown(REF);
    return List.of(new ModelInfo(REF, null, null, price, unpriced.capabilities()));
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    if (!modelName.equals(REF.name())) {
      throw ProviderException.of(
              FailureKind.MODEL_NOT_FOUND, name(), "There is no model " + modelName + ".")
          .build();
    }
    return this;
  }

  @Override
  public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
    requests.add(request);
    ModelScript script = scripts.poll();
    if (script == null) {
      handler.onError(exhausted());
      return;
    }
    new Call(script, handler).play();
  }

  private ProviderException exhausted() {
    return ProviderException.of(
            FailureKind.INVALID_REQUEST,
            name(),
            "The script is exhausted: the model was asked %d times, and %d calls were scripted."
                .formatted(requests.size(), scripted.get()))
        .build();
  }

  /** One call in progress. Confined to one thread at a time. */
  public static final class Call {
    private final ModelScript script;
    private final StreamingChatResponseHandler handler;
    private final CancelSignal signal;
    private final StringBuilder said = new StringBuilder();
    private final List<ToolExecutionRequest> asked = new ArrayList<>();

    private Call(ModelScript script, StreamingChatResponseHandler handler) {
      this.script = script;
      this.handler = handler;
      this.signal =
          handler instanceof ModelStreamHandler run ? run.cancelSignal() : CancelSignal.create();
    }

    /** Blocks until the run is cancelled, or its thread is interrupted. */
    public void awaitCancel() {
      CountDownLatch cancelled = new CountDownLatch(1);
      signal.onCancel(cancelled::countDown);
      try {
        cancelled.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void play() {
      for (ModelScript.Act act : script.acts()) {
        if (isStopped()) {
          break;
        }
        if (act instanceof ModelScript.Fail fail) {
          handler.onError(fail.failure());
          return;
        }
        perform(act);
      }
      if (isStopped()) {
        handler.onError(
            ProviderException.of(FailureKind.CANCELLED, REF.provider(), "Cancelled.").build());
      } else {
        handler.onCompleteResponse(response());
      }
    }

    private boolean isStopped() {
      return signal.isCancelled() || Thread.currentThread().isInterrupted();
    }

    private void perform(ModelScript.Act act) {
      if (act instanceof ModelScript.Say say) {
        said.append(say.text());
        handler.onPartialResponse(say.text());
      } else if (act instanceof ModelScript.Think think) {
        handler.onPartialThinking(new PartialThinking(think.text()));
      } else if (act instanceof ModelScript.Run run) {
        run.action().accept(this);
      } else if (act instanceof ModelScript.CallTool tool) {
        callTool(tool);
      }
    }

    private void callTool(ModelScript.CallTool tool) {
      String id = "call_" + asked.size();
      handler.onPartialToolCall(
          PartialToolCall.builder()
              .index(asked.size())
              .id(id)
              .name(tool.name())
              .partialArguments(tool.arguments().isEmpty() ? " " : tool.arguments())
              .build());
      asked.add(
          ToolExecutionRequest.builder()
              .id(id)
              .name(tool.name())
              .arguments(tool.arguments())
              .build());
    }

    private ChatResponse response() {
      AiMessage.Builder message = AiMessage.builder();
      if (!said.isEmpty()) {
        message.text(said.toString());
      }
      return ChatResponse.builder()
          .aiMessage(message.toolExecutionRequests(asked).build())
          .tokenUsage(new DetailedTokenUsage(script.usage()))
          .finishReason(finishReason())
          .build();
    }

    private FinishReason finishReason() {
      if (script.finish() != null) {
        return script.finish();
      }
      return asked.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_EXECUTION;
    }
  }
}
