package dev.coda.api.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CompactJsonTest {
  @Property
  void behavesLikeAnyOtherObject(@ForAll("changes") List<Consumer<ObjectNode>> changes)
      throws Exception {
    ObjectNode compact = CompactJson.object(2);
    ObjectNode ordinary = JsonNodeFactory.instance.objectNode();
    for (Consumer<ObjectNode> change : changes) {
      change.accept(compact);
      change.accept(ordinary);

      assertThat(compact.toString()).isEqualTo(ordinary.toString());
      assertThat(compact.equals(ordinary) && ordinary.equals(compact)).isTrue();
    }
    assertThat(compact).hasSameHashCodeAs(ordinary);
    assertThat(compact.deepCopy()).isEqualTo(ordinary);
    assertThat(CompactJson.copy(ordinary, 0)).isEqualTo(ordinary);
    assertThat(compact.fieldNames()).toIterable().containsExactlyElementsOf(ordinary::fieldNames);
    assertThat(compact.elements()).toIterable().containsExactlyElementsOf(ordinary);
    assertThat(CodaJson.mapper().writeValueAsString(compact))
        .isEqualTo(CodaJson.mapper().writeValueAsString(ordinary));
  }

  @Example
  void iteratesLikeOtherMaps() {
    ObjectNode object = CompactJson.object(1).put("a", 1);
    Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
    fields.next().setValue(JsonNodeFactory.instance.numberNode(2));

    assertThat(object.path("a").intValue()).isEqualTo(2);
    assertThatThrownBy(fields::next).isInstanceOf(NoSuchElementException.class);
    fields.remove();
    assertThat(object.isEmpty()).isTrue();
    assertThatThrownBy(fields::remove).isInstanceOf(IllegalStateException.class);
  }

  @Provide
  Arbitrary<List<Consumer<ObjectNode>>> changes() {
    Arbitrary<String> names = Arbitraries.of("a", "b", "c", "d", "e");
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 9);
    Arbitrary<Consumer<ObjectNode>> puts =
        Combinators.combine(names, numbers)
            .as((name, number) -> object -> object.put(name, number));
    Arbitrary<Consumer<ObjectNode>> others =
        names.flatMap(name ->
            Arbitraries.of(
                object -> object.remove(name),
                object -> object.retain(name, "a"),
                object -> object.remove(List.of(name, "b")),
                object -> object.putNull(name),
                object -> object.withArray(name + "s").add(object.path(name).asInt()),
                object -> object.properties().removeIf(field -> field.getKey().equals(name)),
                object -> object.replace(name, object.path("c")),
                ObjectNode::removeAll));
    return Arbitraries.oneOf(puts, puts, others).list().ofMaxSize(12);
  }
}
