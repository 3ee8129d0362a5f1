package dev.coda.providers.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool that a message asks for, and what to send it. */
record ToolWish(String toolName, JsonNode input) {}
