package dev.coda.api.session;

import java.util.Arrays;

/** A vector. Immutable. */
public final class Embedding {
  private final float[] values;

  private Embedding(float[] values) {
    this.values = values;
  }

  /**
   * Copies a vector, which must have at least one dimension.
   *
   * @param values the components of the vector
   * @return the embedding
   */
  public static Embedding of(float... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("an embedding has at least one dimension");
    }
    return new Embedding(values.clone());
  }

  /** {@return a copy of the numbers} */
  public float[] toArray() {
    return values.clone();
  }

  /** {@return the number of dimensions} */
  public int dimension() {
    return values.length;
  }

  /**
   * {@return the cosine of the angle to another vector of the same length; 0 for a zero vector}
   *
   * @param other the vector to compare with
   */
  public double cosine(Embedding other) {
    if (other.values.length != values.length) {
      throw new IllegalArgumentException(
          "dimensions differ: " + values.length + " and " + other.values.length);
    }
    double dot = 0;
    double mine = 0;
    double theirs = 0;
    for (int i = 0; i < values.length; i++) {
      dot += (double) values[i] * other.values[i];
      mine += (double) values[i] * values[i];
      theirs += (double) other.values[i] * other.values[i];
    }
    return mine == 0 || theirs == 0 ? 0 : dot / Math.sqrt(mine * theirs);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
