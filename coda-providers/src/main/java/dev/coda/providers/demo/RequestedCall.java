package dev.coda.providers.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** A call that a message requests. */
record RequestedCall(String toolName, JsonNode input) {}
