package dev.coda.sampletools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningService.class)
class SchemasTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final ToolClient client;

  SchemasTest(ToolClient client) {
    this.client = client;
  }

  @ParameterizedTest
  @ValueSource(strings = {"solver_optimize", "calculator", "current_time"})
  void areValidAndPointAtTheirTool(String tool) throws IOException {
    JsonNode file = read(tool);
    Schema metaSchema =
        SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    assertThat(metaSchema.validate(file.get("parameters"))).isEmpty();
    assertThat(metaSchema.validate(file.get("returns"))).isEmpty();
    assertThat(file.get("name").asText()).isEqualTo(tool);
    assertThat(file.get("url").asText())
        .isEqualTo("${SAMPLE_TOOLS_URL:-http://127.0.0.1:8090}/" + tool);
  }

  @ParameterizedTest
  @ValueSource(strings = {"solver_optimize", "calculator", "current_time"})
  void agreeWithWhatTheServiceTakesAndReturns(String tool) throws IOException {
    JsonNode file = read(tool);
    Schema parameters = SCHEMAS.getSchema(file.get("parameters"));
    Schema returns = SCHEMAS.getSchema(file.get("returns"));
    assertThat(file.at("/parameters/examples")).isNotEmpty();

    for (JsonNode example : file.at("/parameters/examples")) {
      assertThat(parameters.validate(example)).isEmpty();
      ToolClient.Answer answer = client.post(tool, example.toString());
      assertThat(answer.status()).as(answer.error()).isEqualTo(200);
      assertThat(returns.validate(answer.body())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "calculator | {}",
        "calculator | {\"expression\": 1}",
        "calculator | {\"expression\": \"1\", \"digits\": 2}",
        "current_time | {\"timezone\": 1}",
        "current_time | {\"timezone\": \"\"}",
        "solver_optimize | {\"constraints\": []}",
        "solver_optimize | {\"objective\": {\"sense\": \"max\", \"coefficients\": {\"x\": 1}},"
            + " \"constraints\": []}",
        "solver_optimize | {\"objective\": {\"sense\": \"maximize\", \"coefficients\": {}},"
            + " \"constraints\": []}",
        "solver_optimize | {\"objective\": {\"sense\": \"maximize\", \"coefficients\": {\"x\":"
            + " 1e13}}, \"constraints\": []}",
      })
  void refuseWhatTheServiceRefuses(String tool, String input) throws IOException {
    JsonNode json = new ObjectMapper().readTree(input);

    assertThat(SCHEMAS.getSchema(read(tool).get("parameters")).validate(json)).isNotEmpty();
    assertThat(client.post(tool, input).status()).isEqualTo(400);
  }

  @Test
  void describeAReplyWithoutASolution() throws IOException {
    String unbounded =
        "{\"objective\": {\"sense\": \"maximize\", \"coefficients\": {\"x\": 1}}, \"constraints\":"
            + " []}";

    JsonNode body = client.post("solver_optimize", unbounded).body();

    assertThat(body.get("status").asText()).isEqualTo("unbounded");
    assertThat(SCHEMAS.getSchema(read("solver_optimize").get("returns")).validate(body)).isEmpty();
  }

  private static JsonNode read(String tool) throws IOException {
    return new ObjectMapper().readTree(SchemaFiles.read(tool));
  }
}
