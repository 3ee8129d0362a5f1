package dev.coda.core.routing;

import dev.coda.api.model.ModelRef;
import dev.langchain4j.model.chat.StreamingChatModel;

/** A model that can be called now, with the key for this call. Thread-safe. */
record Target(ModelRef ref, int weight, StreamingChatModel model, TargetHealth health) {}
