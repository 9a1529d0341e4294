package io.plimsoll.api.identity;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.region.OrganisationProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Somebody who proved who he is, or a program with a key of his, and what he may reach: with the rights of this moment,
 * so it is asked for anew for each request. Thread-safe.
 *
 * <p>What he may not do fails with {@code NOT_ALLOWED}, and what he may not know of with {@code NOT_FOUND}; both are on
 * record.
 */
@ProviderType
public interface SignedIn {
  /** Who. */
  Person person();

  /** What this session or key may be used for. */
  Set<Scope> scopes();

  /** The key that was used; empty for a session. */
  Optional<ApiKey> key();

  /** What a browser must send with each change; empty for a key. */
  Optional<String> csrfToken();

  /** The organisations he reaches, by name. A key reaches its own alone. */
  List<OrganisationAccess> organisations();

  /**
   * A page of the organisations he reaches, by name, behind the name given; {@code null} starts. A key reaches its own
   * alone.
   */
  List<OrganisationAccess> organisations(@Nullable String after, int limit);

  /**
   * An organisation as he reaches it. It is no act, so it is not on record unless he does not.
   *
   * @throws PlimsollException {@code NOT_FOUND} when he does not reach it, whether or not it exists
   */
  OrganisationAccess access(String organisation);

  /**
   * A session on an organisation that does what he may and refuses the rest.
   *
   * @throws PlimsollException {@code NOT_FOUND} when he does not reach it, whether or not it exists; {@code
   *     NOT_ALLOWED} while a second factor is missing
   */
  Organisation organisation(String name);

  /**
   * Makes an organisation that he owns, as {@link io.plimsoll.api.Plimsoll#createOrganisation} does. For an operator
   * with a session.
   */
  OrganisationProfile createOrganisation(
      String name, String region, OrganisationProfile.Plan plan, @Nullable Integer retentionDays);

  /**
   * Puts a legal hold on an organisation or takes it off. For an owner of it with a session.
   *
   * @throws PlimsollException {@code NOT_FOUND} when he does not reach it
   */
  OrganisationProfile hold(String organisation, boolean on);

  /** Every plug-in loaded. For an operator. */
  List<PluginStatus> plugins();

  /** Every jar in the folders of bundles. For an operator. */
  List<BundleStatus> bundles();

  /** Everybody of the host. For an operator with a session. */
  List<Person> people(@Nullable String after, int limit);

  /** Other people's accounts. For an operator with a session. */
  Accounts accounts();

  /** Every portfolio. For an operator with a session. */
  ManagedPortfolios portfolios();

  /**
   * Chooses another password; ends his other sessions and this one.
   *
   * @return a session in place of this one
   * @throws PlimsollException {@code NOT_ALLOWED} when the one before is wrong, {@code INVALID_REQUEST} with every
   *     reason why the new one will not do
   */
  Session changePassword(String current, String chosen);

  /** Begins to set up a second factor; the one before counts until {@link #confirmSecondFactor}. */
  SecondFactorSetup setUpSecondFactor(String password);

  /**
   * Ends that: from now on nobody signs in without it, and his sessions end.
   *
   * @return a session in place of this one
   * @throws PlimsollException {@code NOT_ALLOWED} when the code is wrong
   */
  Session confirmSecondFactor(String code);

  /** Ends this session. */
  void signOut();

  /** Ends every session of his, this one among them. */
  void endSessions();

  /**
   * His sessions that hold, the one used last first; for a session that a provider vouched for, those of the same provider.
   */
  List<OpenSession> sessions();

  /**
   * Ends one of {@link #sessions()}: the next use of it is refused, by every host on the same home.
   *
   * @throws PlimsollException {@code NOT_FOUND} when it is none of them
   */
  void endSession(String id);

  /** Ends all of {@link #sessions()} but this one. */
  void endOtherSessions();
}
