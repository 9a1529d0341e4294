package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.OpenSignIn;
import io.plimsoll.api.identity.ProvenIdentity;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.identity.SignInStart;
import io.plimsoll.api.identity.SingleSignOnStart;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.host.identity.SingleSignOnTable.Begun;
import io.plimsoll.host.identity.SingleSignOnTable.Provider;
import io.plimsoll.host.secret.SecretVault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Signs people in at the provider of their organisation. The plug-in proves who somebody is to the provider; here it is
 * decided whether that is somebody who may come in. An organisation chooses its provider itself, so what one vouches for
 * counts in that organisation and nowhere else.
 */
final class SingleSignOnDesk {
  /** Names the secret in the organisation's vault; no connection can have this name. */
  static final String SEALED = ":single-sign-on";

  private static final String NOBODY = "nobody";
  private static final String TYPE = "session.started";
  private static final Duration LENGTH = Duration.ofMinutes(10);
  private static final int LONGEST = 1_000;
  private static final int LONGEST_PARAMETERS = 20_000;

  private final Identity identity;

  SingleSignOnDesk(Identity identity) {
    this.identity = identity;
  }

  /** Somebody who may come in. */
  record Welcome(Account account, ProvenIdentity proven) {}

  SingleSignOnStart begin(String organisation, URI returnTo, Caller caller) {
    requireAttempt(caller);
    Provider provider =
        identity
            .singleSignOn
            .provider(organisation)
            .filter(p -> identity.premises.profile(organisation).isPresent())
            .orElseThrow(() -> none(caller));
    String state = Tokens.random(32);
    String browser = Tokens.random(32);
    Instant now = identity.clock.instant();
    Instant expires = now.plus(LENGTH);
    SignInStart start;
    try (OpenSignIn open = open(organisation, provider)) {
      start = open.start(returnTo, state);
    } catch (PlimsollException e) {
      refused(caller, organisation, e);
      throw e;
    }
    String hash = Tokens.hash(state);
    identity.audit.record(caller, "session.begun", Outcome.STARTED, "", Map.of("organisation", organisation));
    identity.singleSignOn.begin(
        hash,
        new Begun(
            Tokens.hash(browser), organisation, returnTo.toString(), identity.secrets.seal(name(hash), start.kept()), expires),
        now);
    return new SingleSignOnStart(start.location(), browser, expires);
  }

  /** Costs no attempt of its own: what ends has begun. */
  Welcome finish(String organisation, URI returnTo, String browser, Map<String, String> parameters, Caller caller) {
    String hash = Tokens.hash(cut(parameters.getOrDefault("state", "")));
    Begun begun =
        identity
            .singleSignOn
            .take(hash, Tokens.hash(cut(browser)), organisation)
            .filter(b -> b.expiresAt().isAfter(identity.clock.instant()))
            .filter(b -> b.returnTo().equals(returnTo.toString()))
            .orElseThrow(() -> doesNotHold(caller, organisation, "no sign-in of this browser is under way"));
    Provider provider =
        identity
            .singleSignOn
            .provider(organisation)
            .filter(p -> identity.premises.profile(organisation).isPresent())
            .orElseThrow(() -> none(caller));
    ProvenIdentity proven = prove(organisation, provider, begun, hash, parameters, caller);
    Account account = person(organisation, proven, caller);
    identity.limits.succeeded(limited(caller), caller.address());
    return new Welcome(account, proven);
  }

  private ProvenIdentity prove(
      String organisation, Provider provider, Begun begun, String hash, Map<String, String> parameters, Caller caller) {
    if (parameters.entrySet().stream().mapToInt(e -> e.getKey().length() + e.getValue().length()).sum() > LONGEST_PARAMETERS) {
      throw doesNotHold(caller, organisation, "the answer is too long");
    }
    try (OpenSignIn open = open(organisation, provider)) {
      return open.finish(URI.create(begun.returnTo()), parameters, identity.secrets.unseal(name(hash), begun.kept()));
    } catch (PlimsollException e) {
      if (e.code() == ErrorCode.NOT_SIGNED_IN) {
        throw doesNotHold(caller, organisation, e.getMessage());
      }
      refused(caller, organisation, e);
      throw e;
    }
  }

  /** Who that is here: who was linked before, or was invited under an address that the provider vouches for. */
  private Account person(String organisation, ProvenIdentity proven, Caller caller) {
    String address = proven.email() == null ? "" : Identity.normal(cut(proven.email()));
    Optional<String> linked = identity.singleSignOn.linked(organisation, cut(proven.issuer()), proven.subject());
    Account account =
        linked
            .flatMap(identity.people::byId)
            .or(() -> proven.emailVerified() && !address.isEmpty() ? identity.people.byEmail(address) : Optional.empty())
            .orElseThrow(
                () -> notInvited(caller, organisation, proven.emailVerified() ? "nobody has this address" : "the address is not vouched for"));
    boolean mayComeIn =
        identity.members.find(organisation, account.id()).filter(m -> m.way().bySingleSignOn()).isPresent();
    if (!mayComeIn) {
      throw notInvited(caller, organisation, "not invited to sign in this way");
    }
    if (account.disabled()) {
      throw notInvited(caller, organisation, "not active");
    }
    if (linked.isPresent() && account.active()) {
      return account;
    }
    Caller who = new Caller(account.person().email(), caller.address(), caller.agent());
    return identity
        .premises
        .trail(organisation)
        .act(
            who, "identity.linked", account.person().email(),
            Map.of("issuer", proven.issuer(), "subject", proven.subject()),
            () -> {
              if (!identity.singleSignOn.link(
                  organisation, proven.issuer(), proven.subject(), account.id(), identity.clock.instant())) {
                throw notInvited(caller, organisation, "another account of the provider is linked with this person");
              }
              return identity.people.byId(account.id()).orElseThrow();
            });
  }

  /** The way to a provider; the secret is opened for this call alone. */
  OpenSignIn open(String organisation, Provider provider) {
    Map<String, String> settings = new HashMap<>(provider.settings());
    SecretVault vault = identity.premises.secrets(organisation);
    vault.open(SEALED).ifPresent(secret -> settings.put(SignIn.SECRET, secret));
    return open(organisation, provider.name(), settings);
  }

  OpenSignIn open(String organisation, String provider, Map<String, String> settings) {
    return identity.premises.signIn(organisation, provider).open(PluginSettings.of(settings));
  }

  private void requireAttempt(Caller caller) {
    Optional<Duration> wait = identity.limits.take(limited(caller), caller.address());
    if (wait.isPresent()) {
      identity.refusals.record(caller, TYPE, Map.of("reason", "too many attempts"));
      throw new PlimsollException(
          ErrorCode.TOO_MANY_REQUESTS, "There were too many attempts from this address.",
          "Try again in " + Math.max(1, wait.get().toSeconds()) + " seconds.");
    }
  }

  /** Of one address: nobody keeps others out. */
  private static String limited(Caller caller) {
    return "single sign-on " + caller.address();
  }

  private PlimsollException none(Caller caller) {
    identity.refusals.record(caller, TYPE, Map.of("reason", "no single sign-on"));
    return new PlimsollException(
        ErrorCode.NOT_FOUND, "There is no single sign-on under this name.",
        "Check the name of the organisation, or sign in with a password.");
  }

  private PlimsollException doesNotHold(Caller caller, String organisation, String reason) {
    identity.refusals.record(
        caller, TYPE, Map.of("reason", cut(reason), "by", "single sign-on", "organisation", organisation));
    return new PlimsollException(
        ErrorCode.NOT_SIGNED_IN, "The sign-in does not hold, so nobody was signed in.",
        "Begin again at the sign-in page; when it happens again, an owner finds the reason in the audit trail.");
  }

  private PlimsollException notInvited(Caller caller, String organisation, String reason) {
    identity.refusals.record(
        caller, TYPE, Map.of("reason", reason, "by", "single sign-on", "organisation", organisation));
    return new PlimsollException(
        ErrorCode.NOT_ALLOWED, "Your account at the provider is not one that was invited to " + organisation + ".",
        "Ask an owner of " + organisation + " to invite the address that the provider knows you by, for single sign-on.");
  }

  private void refused(Caller caller, String organisation, PlimsollException e) {
    identity.refusals.record(
        caller, TYPE, Map.of("reason", e.code().name(), "by", "single sign-on", "organisation", organisation));
  }

  private static String name(String hash) {
    return "sign-in " + hash;
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(LONGEST, text.length()));
  }
}
