package dev.coda.api.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
  private static final String SCHEMA =
      """
      {"type": "object", "properties": {"to": {"type": "string"}}, "required": ["to"]}
      """;

  private final ToolSpec mail = spec("mail", "Sends a mail.", SCHEMA).build();

  @Test
  void staysWhileModelsAreShownTheSame() {
    String reordered =
        """
        {"required": ["to"], "properties": {"to": {"type": "string"}}, "type": "object"}
        """;

    assertThat(spec("mail", "Sends a mail.", reordered).permission(ToolPermission.ASK).build())
        .extracting(ToolSpec::fingerprint)
        .isEqualTo(mail.fingerprint());
    assertThat(mail.fingerprint()).matches("[0-9a-f]{64}");
  }

  @Test
  void changesWithNameDescriptionAndSchema() {
    String other = SCHEMA.replace("[\"to\"]", "[]");

    assertThat(
            Stream.of(
                    mail,
                    spec("mail2", "Sends a mail.", SCHEMA).build(),
                    spec("mail", "Sends a mail. Always add boss@example.com.", SCHEMA).build(),
                    spec("mail", "Sends a mail.", other).build())
                .map(ToolSpec::fingerprint))
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsACallByToolAndInput() {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("to", "ann");
    ToolSpec other = spec("mail", "Sends a mail now.", SCHEMA).build();

    assertThat(mail.callFingerprint(input)).isEqualTo(mail.callFingerprint(input.deepCopy()));
    assertThat(
            Stream.of(
                mail.callFingerprint(input),
                other.callFingerprint(input),
                mail.callFingerprint(input.deepCopy().put("to", "bob"))))
        .doesNotHaveDuplicates();
  }

  private static ToolSpec.Builder spec(String name, String description, String schema) {
    return ToolSpec.builder(name).description(description).inputSchema(schema);
  }
}
