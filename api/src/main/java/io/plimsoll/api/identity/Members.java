package io.plimsoll.api.identity;

import io.plimsoll.api.PlimsollException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who may do what in one organisation. Each call is recorded in its audit chain before it answers; a decision holds from
 * the next request on. Thread-safe.
 */
@ProviderType
public interface Members {
  /** The members, by address. */
  List<Member> list();

  /**
   * Adds a member, inviting a person nobody knows yet.
   *
   * @param access by connection, or {@link Member#EVERY}; not for an owner
   * @throws PlimsollException {@code INVALID_REQUEST} for an address or connection that cannot be, {@code
   *     ALREADY_EXISTS} when he is a member, {@code REFUSED} when who asks is signed in and the address has an
   *     account: then the host's operator adds him, for an account proves no address
   */
  Invitation invite(String email, String name, OrganisationRole role, Map<String, AccessRole> access);

  /**
   * The same, saying how he gets in. Who gets in by single sign-on alone is given no token: he signs in where he has his
   * account.
   *
   * @throws PlimsollException also {@code REFUSED} for single sign-on while none is set up
   */
  Invitation invite(String email, String name, OrganisationRole role, Map<String, AccessRole> access, SignInWay way);

  /**
   * Changes how a member gets in; sessions got in another way end.
   *
   * @throws PlimsollException {@code NOT_FOUND}, or {@code REFUSED} for single sign-on while none is set up
   */
  Member signInBy(String email, SignInWay way);

  /**
   * Makes another token for a member who was invited and has not chosen a password; the one before no longer counts.
   *
   * @throws PlimsollException {@code NOT_FOUND}, or {@code REFUSED} when he has, or when who asks is signed in and the
   *     member is in another organisation too: then the host's operator resets it
   */
  OneTimeToken inviteAgain(String email);

  /**
   * Changes what a member may do.
   *
   * @throws PlimsollException {@code NOT_FOUND}, or {@code REFUSED} for the last owner
   */
  Member change(String email, OrganisationRole role, Map<String, AccessRole> access);

  /**
   * Takes a member out; his keys of this organisation end.
   *
   * @throws PlimsollException {@code NOT_FOUND}, or {@code REFUSED} for the last owner
   */
  void remove(String email);

  /** Whether nobody gets in without a second factor; so it is until decided otherwise. */
  boolean secondFactorRequired();

  /** Decides that. */
  void requireSecondFactor(boolean required);

  /** The portfolios it is shared with, by name. */
  List<PortfolioShare> shares();

  /**
   * Shares the organisation with a portfolio, or stops.
   *
   * @param role what its people may do with every connection; {@link AccessRole#NONE} stops
   */
  List<PortfolioShare> share(String portfolio, AccessRole role);
}
