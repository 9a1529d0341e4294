package io.plimsoll.reader.parquet;

/** Bytes that are not what the format says; whoever knows part and column turns it into a message for people. */
final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean ended;

  /**
   * @param message what is wrong, as the end of a sentence
   */
  MalformedException(String message) {
    this(message, false);
  }

  private MalformedException(String message, boolean ended) {
    super(message, null, false, false);
    this.ended = ended;
  }

  /** Bytes that end before what they promise. */
  static MalformedException ended() {
    return new MalformedException("it ends in the middle of a value", true);
  }

  /** Whether the bytes at hand were just too few. */
  boolean hasEnded() {
    return ended;
  }
}
