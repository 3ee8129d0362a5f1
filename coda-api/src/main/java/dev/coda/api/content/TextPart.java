package dev.coda.api.content;

/** Holds plain text or Markdown. Immutable. */
public record TextPart(String text) implements Part {}
