package io.plimsoll.api.identity;

import io.plimsoll.api.PlimsollException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Everybody who may sign in at a host, for whoever runs it. Recorded in the host's audit chain. Thread-safe.
 *
 * <p>Unless said otherwise, methods throw {@link PlimsollException} with {@code NOT_FOUND} for an address nobody has.
 */
@ProviderType
public interface People {
  /** A page of the people, by address, behind the address given; {@code null} starts. */
  List<Person> list(@Nullable String after, int limit, Caller caller);

  /** The person with this address. */
  Person get(String email, Caller caller);

  /**
   * Makes a person, who chooses a password with the token.
   *
   * @param operator whether he runs this host
   * @throws PlimsollException {@code ALREADY_EXISTS} or {@code INVALID_REQUEST}
   */
  OneTimeToken invite(String email, String name, boolean operator, Caller caller);

  /**
   * For the first start: lets somebody become the first person, who runs this host and owns every organisation without
   * an owner.
   *
   * @return empty when there is somebody; the token before no longer counts
   */
  Optional<OneTimeToken> first(Caller caller);

  /** Lets a person choose another password; his second factor stays. A token before no longer counts. */
  OneTimeToken reset(String email, Caller caller);

  /** Takes a person's second factor away, for one who lost it; ends his sessions. */
  Person resetSecondFactor(String email, Caller caller);

  /** Lets a person sign in no longer, or again; ends his sessions. */
  Person disable(String email, boolean disabled, Caller caller);

  /** Ends a person's sessions. */
  void endSessions(String email, Caller caller);

  /**
   * Forgets a person and his memberships; his keys end.
   *
   * @throws PlimsollException {@code REFUSED} for the last owner of an organisation
   */
  void remove(String email, Caller caller);

  /** The portfolios. */
  Portfolios portfolios();
}
