package io.plimsoll.api.identity;

/**
 * A key that was just made.
 *
 * @param secret the whole key, shown this once
 */
public record NewApiKey(String secret, ApiKey key) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "key " + key.prefix();
  }
}
