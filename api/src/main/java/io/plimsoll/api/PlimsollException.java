package io.plimsoll.api;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of Plimsoll: what happened to which thing, and what to do about it.
 *
 * <p>Neither text ever holds a secret.
 */
public class PlimsollException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String advice;

  /** A failure without an underlying cause. */
  public PlimsollException(ErrorCode code, String message, String advice) {
    this(code, message, advice, null);
  }

  /**
   * @param message one sentence: what happened, to which thing
   * @param advice one sentence: what to do
   */
  public PlimsollException(ErrorCode code, String message, String advice, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.advice = advice;
  }

  /** The stable code of this failure. */
  public ErrorCode code() {
    return code;
  }

  /** What the reader can do about it; never empty. */
  public String advice() {
    return advice;
  }
}
