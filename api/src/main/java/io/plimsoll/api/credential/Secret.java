package io.plimsoll.api.credential;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of a secret on its way to where it is sealed: a password, a certificate with its key, an assertion. Its
 * text form never shows it. Safe for use by several threads.
 */
public final class Secret implements AutoCloseable {
  private char @Nullable [] text;

  private Secret(char[] text) {
    this.text = text;
  }

  /** A secret that takes this array over and overwrites it when it is closed. */
  public static Secret of(char[] text) {
    return new Secret(text);
  }

  /**
   * The secret itself.
   *
   * @throws IllegalStateException when it was closed
   */
  public synchronized String text() {
    if (text == null) {
      throw new IllegalStateException("the secret was closed");
    }
    return new String(text);
  }

  /** Forgets it. */
  @Override
  public synchronized void close() {
    if (text != null) {
      Arrays.fill(text, '\0');
      text = null;
    }
  }

  @Override
  public String toString() {
    return "Secret[***]";
  }
}
