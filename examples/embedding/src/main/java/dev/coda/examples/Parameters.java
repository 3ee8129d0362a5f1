package dev.coda.examples;

import dev.coda.api.agent.RunRequest;
import dev.coda.api.model.ModelParameters;
import dev.coda.core.Chat;
import dev.coda.core.Coda;
import dev.coda.providers.openai.OpenAiParameters;

/** Sets parameters of the model for an agent, a conversation and a single question. */
final class Parameters {
  private Parameters() {}

  public static void main(String[] arguments) {
    // region parameters
    try (Coda coda =
        Coda.builder()
            .model("demo/demo")
            .temperature(0.7)
            .reasoningEffort("low")
            .parameters(OpenAiParameters.builder().verbosity("low").build())
            .build()) {
      Chat exact = coda.chat().withParameters(ModelParameters.builder().temperature(0.0).build());
      exact.ask("What is 12*7?");

      RunRequest brief =
          exact
              .request()
              .text("And in one word?")
              .parameters(ModelParameters.builder().maxOutputTokens(20).build())
              .build();
      System.out.println(exact.start(brief).answer());
    }
    // endregion
  }
}
