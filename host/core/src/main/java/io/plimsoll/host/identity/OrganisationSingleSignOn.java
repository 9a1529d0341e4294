package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.OpenSignIn;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.identity.SingleSignOn;
import io.plimsoll.api.identity.SingleSignOnSettings;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.identity.SingleSignOnTable.Provider;
import io.plimsoll.host.secret.SecretVault;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The single sign-on of one organisation: each call is recorded in its trail. Rights were looked at before. */
final class OrganisationSingleSignOn implements SingleSignOn {
  /** A provider is asked with an address that nobody is sent to. */
  private static final URI NOWHERE = URI.create("https://plimsoll.invalid/sso");

  private static final int LONGEST = 2_000;

  private final Identity identity;
  private final String organisation;
  private final Caller caller;

  OrganisationSingleSignOn(Identity identity, String organisation, Caller caller) {
    this.identity = identity;
    this.organisation = organisation;
    this.caller = caller;
  }

  @Override
  public Optional<SingleSignOnSettings> get() {
    return trail().answer(caller, "single-sign-on.shown", "", Map.of(), this::now);
  }

  @Override
  public SingleSignOnSettings set(String provider, Map<String, String> settings, @Nullable Secret secret) {
    return trail()
        .act(
            caller,
            "single-sign-on.set",
            provider,
            // Names alone: a value may be what somebody took for another one.
            Map.of("settings", String.join(" ", new java.util.TreeSet<>(settings.keySet())), "secret", secret == null ? "kept" : "given"),
            () -> {
              requireSane(settings);
              SecretVault vault = identity.premises.secrets(organisation);
              Map<String, String> whole = new HashMap<>(settings);
              Optional<String> sealed = secret == null ? vault.open(SingleSignOnDesk.SEALED) : Optional.of(secret.text());
              sealed.ifPresent(text -> whole.put(SignIn.SECRET, text));
              tryOut(provider, whole);
              if (secret != null) {
                vault.seal(SingleSignOnDesk.SEALED, secret.text(), null);
              }
              identity.singleSignOn.set(organisation, new Provider(provider, settings, identity.clock.instant()));
              return now().orElseThrow();
            });
  }

  @Override
  public void remove() {
    trail()
        .act(
            caller,
            "single-sign-on.removed",
            "",
            Map.of(),
            () -> {
              identity.singleSignOn.remove(organisation);
              identity.premises.secrets(organisation).forget(SingleSignOnDesk.SEALED);
              return organisation;
            });
  }

  @Override
  public void check(URI returnTo) {
    trail()
        .answer(
            caller,
            "single-sign-on.checked",
            "",
            Map.of(),
            () -> {
              Provider provider = identity.singleSignOn.provider(organisation).orElseThrow(this::none);
              try (OpenSignIn open = new SingleSignOnDesk(identity).open(organisation, provider)) {
                open.start(returnTo, Tokens.random(32));
              }
              return organisation;
            });
  }

  private void tryOut(String provider, Map<String, String> whole) {
    try (OpenSignIn open = new SingleSignOnDesk(identity).open(organisation, provider, whole)) {
      open.start(NOWHERE, Tokens.random(32));
    } catch (PlimsollException e) {
      // Which provider is the caller's choice, so that there is none is his mistake and not the host's.
      throw e.code() == ErrorCode.PLUGIN_MISSING
          ? new PlimsollException(ErrorCode.INVALID_REQUEST, String.valueOf(e.getMessage()), e.advice(), e)
          : e;
    }
  }

  private Optional<SingleSignOnSettings> now() {
    return identity
        .singleSignOn
        .provider(organisation)
        .map(
            p ->
                new SingleSignOnSettings(
                    organisation, p.name(), p.settings(),
                    identity.premises.secrets(organisation).standing(SingleSignOnDesk.SEALED).sealed(), p.changedAt()));
  }

  private static void requireSane(Map<String, String> settings) {
    if (settings.containsKey(SignIn.SECRET)) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "The secret is no setting: it would be shown with the others.",
          "Give it as the secret, which is sealed.");
    }
    settings.forEach(
        (name, value) -> {
          if (name.length() > 63 || value.length() > LONGEST) {
            throw new PlimsollException(
                ErrorCode.INVALID_REQUEST, "A setting is longer than " + LONGEST + " characters.", "Give what the provider's page says.");
          }
        });
  }

  private PlimsollException none() {
    return new PlimsollException(
        ErrorCode.NOT_FOUND, organisation + " has no single sign-on.",
        "Set it up: plimsoll sso set " + organisation + " oidc --set issuer=URL --set client-id=ID --secret-from env:NAME.");
  }

  private AuditTrail trail() {
    return identity.premises.trail(organisation);
  }
}
