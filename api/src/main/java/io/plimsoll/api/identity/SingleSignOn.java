package io.plimsoll.api.identity;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where the people of one organisation sign in who have an account elsewhere. Each call is recorded in its audit chain
 * before it answers. Thread-safe.
 */
@ProviderType
public interface SingleSignOn {
  /** As it is set up; empty when it is not. */
  Optional<SingleSignOnSettings> get();

  /**
   * Sets it up in place of what was, after the provider was asked whether it is there.
   *
   * @param provider the name of a {@link SignIn} plug-in
   * @param settings all of them, without the secret
   * @param secret {@code null} keeps the one before
   * @throws PlimsollException {@code INVALID_REQUEST} with every problem, or without such a plug-in, {@code
   *     STORAGE_UNAVAILABLE} or {@code ACCESS_DENIED} when the provider does not answer as one; then nothing is changed
   */
  SingleSignOnSettings set(String provider, Map<String, String> settings, @Nullable Secret secret);

  /**
   * Ends it, and the sessions that it vouched for. Who gets in by it alone gets in no more, until he is let in by
   * password.
   */
  void remove();

  /**
   * Asks the provider whether it is there.
   *
   * @param returnTo where it would send people back to
   * @throws PlimsollException {@code NOT_FOUND} when nothing is set up; otherwise what is wrong
   */
  void check(URI returnTo);
}
