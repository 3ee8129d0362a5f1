/** Chat models over HTTP, and a demo model that needs no key. */
open module dev.coda.providers {
  requires transitive dev.coda.api;
  requires okhttp3;
  requires okio;
  // Okio has no descriptor to say that it uses it.
  requires java.logging;
  requires org.slf4j;
  requires static jtokkit;

  provides dev.coda.api.model.ModelProviderFactory with
      dev.coda.providers.anthropic.AnthropicProviderFactory,
      dev.coda.providers.demo.DemoProviderFactory,
      dev.coda.providers.google.GoogleProviderFactory,
      dev.coda.providers.hosted.HostedProviderFactory,
      dev.coda.providers.openai.OpenAiProviderFactory;

  exports dev.coda.providers;
  exports dev.coda.providers.anthropic;
  exports dev.coda.providers.catalogue;
  exports dev.coda.providers.demo;
  exports dev.coda.providers.google;
  exports dev.coda.providers.hosted;
  exports dev.coda.providers.openai;
}
