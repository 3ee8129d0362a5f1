package dev.coda.store.postgres;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex.Hit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Vectors of one length, one after the other in one array. Confined to one thread. */
final class VectorTable {
  /**
   * The approximate memory of a vector without its numbers: ids, their entry in the map, its
   * square.
   */
  private static final int ROW_BYTES = 200;

  private static final int AT_ONCE = 4;

  private final int dimension;
  private final List<MessageId> messages = new ArrayList<>();
  private final List<SessionId> sessions = new ArrayList<>();
  private final Map<MessageId, Integer> places = new HashMap<>();
  private float[] values = {};
  private double[] squares = {};

  VectorTable(int dimension) {
    this.dimension = dimension;
  }

  int size() {
    return messages.size();
  }

  /** Returns about how many bytes it takes. */
  long bytes() {
    return (long) Float.BYTES * values.length + (long) ROW_BYTES * size();
  }

  /** Adds a message's vector, or replaces it. */
  void put(MessageId message, SessionId session, Embedding embedding) {
    Integer known = places.get(message);
    int place = known == null ? size() : known;
    if (known == null) {
      messages.add(message);
      sessions.add(session);
      places.put(message, place);
      makeRoom();
    }
    float[] vector = embedding.toArray();
    System.arraycopy(vector, 0, values, place * dimension, dimension);
    squares[place] = square(vector);
  }

  /** The last vectors are read four at once, too. */
  private void makeRoom() {
    if (squares.length < size() + AT_ONCE) {
      int room = size() + size() / 2 + AT_ONCE;
      squares = Arrays.copyOf(squares, room);
      values = Arrays.copyOf(values, room * dimension);
    }
  }

  /** Forgets a message, whose place the last one takes. */
  void remove(MessageId message) {
    Integer place = places.remove(message);
    if (place == null) {
      return;
    }
    int last = size() - 1;
    if (place != last) {
      System.arraycopy(values, last * dimension, values, place * dimension, dimension);
      squares[place] = squares[last];
      messages.set(place, messages.get(last));
      sessions.set(place, sessions.get(last));
      places.put(messages.get(place), place);
    }
    messages.remove(last);
    sessions.remove(last);
  }

  void clear() {
    messages.clear();
    sessions.clear();
    places.clear();
    values = new float[0];
    squares = new double[0];
  }

  /** Returns the nearest, the nearest first. */
  List<Hit> nearest(Embedding wanted, int limit) {
    BestHits best = new BestHits(limit);
    float[] theirs = wanted.toArray();
    double square = square(theirs);
    double[] dots = new double[AT_ONCE];
    for (int start = 0; start < size(); start += AT_ONCE) {
      multiply(start * dimension, theirs, dots);
      for (int place = start; place < Math.min(start + AT_ONCE, size()); place++) {
        double both = squares[place] * square;
        double score = both == 0 ? 0 : dots[place - start] / Math.sqrt(both);
        if (best.takes(score)) {
          best.add(new Hit(messages.get(place), sessions.get(place), score));
        }
      }
    }
    return best.hits();
  }

  /**
   * Multiplies four vectors with another. Each sum is added up in order, so that it is to the last
   * bit what {@link Embedding#cosine} says; a processor does the four of them at once.
   */
  private void multiply(int first, float[] theirs, double[] dots) {
    int second = first + dimension;
    int third = second + dimension;
    int fourth = third + dimension;
    double dot1 = 0;
    double dot2 = 0;
    double dot3 = 0;
    double dot4 = 0;
    for (int i = 0; i < dimension; i++) {
      double wanted = theirs[i];
      dot1 += wanted * values[first + i];
      dot2 += wanted * values[second + i];
      dot3 += wanted * values[third + i];
      dot4 += wanted * values[fourth + i];
    }
    dots[0] = dot1;
    dots[1] = dot2;
    dots[2] = dot3;
    dots[3] = dot4;
  }

  private static double square(float[] vector) {
    double square = 0;
    for (float value : vector) {
      square += (double) value * value;
    }
    return square;
  }
}
