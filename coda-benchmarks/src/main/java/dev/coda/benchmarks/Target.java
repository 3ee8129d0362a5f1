package dev.coda.benchmarks;

import java.util.Locale;

/** Describes how good a figure has to be. Immutable. */
sealed interface Target {
  /** Returns what is aimed at. */
  String show(Measure measure);

  /** Returns in a word whether it is reached. */
  String verdict(double figure, double floor);

  static Target atMost(double limit) {
    return new Absolute(limit);
  }

  static Target timesFloor(double limit) {
    return new Relative(limit);
  }

  /** At least this share of the floor, where more is better. */
  static Target ofFloor(double share) {
    return new Share(share);
  }

  static Target atLeast(double limit) {
    return new Least(limit);
  }

  static Target none() {
    return new None();
  }

  /** A figure of its own. Immutable. */
  record Absolute(double limit) implements Target {
    @Override
    public String show(Measure measure) {
      return "≤ " + measure.show(limit);
    }

    @Override
    public String verdict(double figure, double floor) {
      return figure <= limit ? "met" : "not met";
    }
  }

  /** A figure of its own, where more is better. Immutable. */
  record Least(double limit) implements Target {
    @Override
    public String show(Measure measure) {
      return "≥ " + measure.show(limit);
    }

    @Override
    public String verdict(double figure, double floor) {
      return figure >= limit ? "met" : "not met";
    }
  }

  /** A multiple of the floor. Immutable. */
  record Relative(double limit) implements Target {
    @Override
    public String show(Measure measure) {
      return String.format(Locale.ROOT, "≤ %.2f ×", limit);
    }

    @Override
    public String verdict(double figure, double floor) {
      return figure <= limit * floor ? "met" : "not met";
    }
  }

  /** A share of the floor, which is a rate. Immutable. */
  record Share(double least) implements Target {
    @Override
    public String show(Measure measure) {
      return String.format(Locale.ROOT, "≥ %.2f ×", least);
    }

    @Override
    public String verdict(double figure, double floor) {
      return figure >= least * floor ? "met" : "not met";
    }
  }

  /** Nothing: the figure explains others. Immutable. */
  record None() implements Target {
    @Override
    public String show(Measure measure) {
      return "–";
    }

    @Override
    public String verdict(double figure, double floor) {
      return "–";
    }
  }
}
