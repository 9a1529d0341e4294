package io.plimsoll.api.credential;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Hands out short-lived tokens for as long as it is open. Safe for use by several threads. */
@ConsumerType
public interface Credential extends AutoCloseable {
  /**
   * A token for this scope, or empty when the store is read without one.
   *
   * @param scope the audience asked for, such as {@code https://storage.azure.com/.default}
   */
  Optional<AccessToken> token(String scope);

  /** Forgets everything secret; later calls of {@link #token} fail. */
  @Override
  void close();
}
