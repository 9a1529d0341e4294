package io.plimsoll.api.identity;

import io.plimsoll.api.PlimsollException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an operator who signed in does with other people's accounts. Recorded in the host's audit chain. Thread-safe.
 *
 * <p>Each method names a person by {@link Person#id} and throws {@link PlimsollException} with {@code NOT_FOUND} when
 * there is none.
 */
@ProviderType
public interface Accounts {
  /** Lets a person choose another password, or a first one; his second factor stays. A token before no longer counts. */
  OneTimeToken reset(String person);

  /** Takes a person's second factor away, for one who lost it; ends his sessions. */
  Person resetSecondFactor(String person);

  /** Lets a person sign in no longer, or again; ends his sessions. */
  Person disable(String person, boolean disabled);

  /** Ends a person's sessions. */
  void endSessions(String person);
}
