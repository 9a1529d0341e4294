package io.plimsoll.generator;

/** Is told how far a long generation is. */
@FunctionalInterface
public interface Progress {
  /**
   * Rows were written.
   *
   * @param written so far
   * @param expected in the end, about
   */
  void rows(long written, long expected);

  /** Tells nobody. */
  static Progress none() {
    return (written, expected) -> { };
  }
}
