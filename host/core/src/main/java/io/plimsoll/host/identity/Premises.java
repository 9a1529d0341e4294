package io.plimsoll.host.identity;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.secret.SecretVault;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The host behind the doors: it does what it is asked, so only those ask that have looked at who stands there. */
public interface Premises {
  /** The organisation of this name, if there is one. */
  Optional<OrganisationProfile> profile(String organisation);

  /** Makes an organisation. */
  OrganisationProfile create(
      String name, String region, OrganisationProfile.Plan plan, @Nullable Integer retentionDays, Caller caller);

  /** Puts a legal hold on an organisation or takes it off. */
  OrganisationProfile hold(String organisation, boolean on, Caller caller);

  /**
   * Opens a session that shows these connections alone.
   *
   * @param signedIn whether somebody signed in is behind it rather than the operator of the machine
   */
  Organisation open(String organisation, Caller caller, Predicate<String> connections, boolean signedIn);

  /** The audit trail of an organisation. */
  AuditTrail trail(String organisation);

  /** The sealed secrets of an organisation. */
  SecretVault secrets(String organisation);

  /** A plug-in that signs people in, as the organisation uses it. */
  SignIn signIn(String organisation, String plugin);

  /** The names of an organisation's connections. */
  List<String> connections(String organisation);

  /** Every plug-in. */
  List<PluginStatus> plugins();

  /** Every jar. */
  List<BundleStatus> bundles();
}
