package io.plimsoll.api.identity;

import io.plimsoll.api.PlimsollException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The keys of one organisation. Each call is recorded in its audit chain before it answers. Thread-safe. */
@ProviderType
public interface ApiKeys {
  /** Every key ever made, the newest first. */
  List<ApiKey> list();

  /**
   * Makes a key.
   *
   * @param email whose name it is used in, a member; who is signed in makes keys for himself alone
   * @param expiresAt {@code null} for never
   * @throws PlimsollException {@code INVALID_REQUEST} without a name or scope, or when it would expire at once; {@code
   *     NOT_FOUND} when nobody in the organisation has this address
   */
  NewApiKey create(String email, String name, Set<Scope> scopes, @Nullable Instant expiresAt);

  /**
   * Ends a key; the next use of it is refused.
   *
   * @throws PlimsollException {@code NOT_FOUND} when the organisation has no such key
   */
  ApiKey revoke(String prefix);
}
