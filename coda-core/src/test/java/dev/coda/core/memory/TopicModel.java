package dev.coda.core.memory;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Locale;

/** Knows three topics: dogs, trains and everything else. */
final class TopicModel implements EmbeddingModel {
  private static final List<List<String>> TOPICS =
      List.of(List.of("dog", "puppy", "hound"), List.of("train", "rome"));

  @Override
  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
    return Response.from(segments.stream().map(segment -> embedding(segment.text())).toList());
  }

  private static Embedding embedding(String text) {
    float[] values = new float[TOPICS.size() + 1];
    for (int i = 0; i < TOPICS.size(); i++) {
      for (String word : TOPICS.get(i)) {
        if (text.toLowerCase(Locale.ROOT).contains(word)) {
          values[i] = 1;
        }
      }
    }
    values[TOPICS.size()] = values[0] + values[1] == 0 ? 1 : 0;
    return Embedding.from(values);
  }
}
