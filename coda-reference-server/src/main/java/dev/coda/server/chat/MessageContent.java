package dev.coda.server.chat;

import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelCapability;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.Stores;
import dev.coda.server.agent.ModelChoice;
import dev.coda.server.attachment.Attachments;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a user says: a text, files, or both. Thread-safe. */
@Singleton
class MessageContent {
  private final Stores stores;
  private final Attachments attachments;
  private final ModelChoice models;

  MessageContent(Stores stores, Attachments attachments, ModelChoice models) {
    this.stores = stores;
    this.attachments = attachments;
    this.models = models;
  }

  /**
   * Returns the parts of a message; none if a stored one is answered again. A message that replaces
   * another one keeps its attachments, unless the request names others.
   *
   * @param asked the model that the request names; null for the session's
   * @throws ProblemException if an attachment is not there, or the model cannot be shown it
   */
  List<Part> read(ChatRequest request, UserId user, SessionId session, @Nullable ModelRef asked) {
    List<Part> files = files(request, user, session);
    if (request.content() == null && files.isEmpty()) {
      return List.of();
    }
    refuseUnseen(user, session, asked, files);
    List<Part> parts = new ArrayList<>();
    if (request.content() != null) {
      parts.add(new TextPart(request.content()));
    }
    parts.addAll(files);
    return parts;
  }

  private List<Part> files(ChatRequest request, UserId user, SessionId session) {
    List<UUID> named = request.attachments();
    if (named != null) {
      return attachments.parts(user, session, named);
    }
    return request.editOf() == null
        ? List.of()
        : attachments.of(user, new MessageId(request.editOf()));
  }

  /** What a model cannot see would be named to it in words, which its user would not notice. */
  private void refuseUnseen(
      UserId user, SessionId session, @Nullable ModelRef asked, List<Part> files) {
    if (files.stream().allMatch(file -> needed(file) == null)) {
      return;
    }
    ModelInfo model = models.asked(asked, stores.sessions().find(user, session).orElse(null));
    for (Part file : files) {
      ModelCapability needed = needed(file);
      if (needed != null && !model.capabilities().contains(needed)) {
        throw ProblemException.invalid(
            "attachments",
            "The model %s does not take %s. Choose another model, or leave the file out."
                .formatted(model.ref(), needed == ModelCapability.IMAGES ? "images" : "PDF files"));
      }
    }
  }

  /** Returns what a model must be able to do to be shown a file; null for a text. */
  private static @Nullable ModelCapability needed(Part part) {
    String type = part instanceof MediaPart file ? file.mimeType().toLowerCase(Locale.ROOT) : "";
    if (type.startsWith("image/")) {
      return ModelCapability.IMAGES;
    }
    return type.startsWith("application/pdf") ? ModelCapability.FILES : null;
  }
}
