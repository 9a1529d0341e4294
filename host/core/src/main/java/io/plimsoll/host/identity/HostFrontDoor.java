package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.identity.ApiKey;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.api.identity.Session;
import io.plimsoll.api.identity.SignInAnswer;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.api.identity.SingleSignOnStart;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The doors of a host. What proves somebody is compared here and goes no further. */
final class HostFrontDoor implements FrontDoor {
  /** Who has not proved anything; an address typed in may be a password typed into the wrong field. */
  private static final String NOBODY = "nobody";

  private static final int LONGEST = 1_000;

  /** The use of a key is shown to the minute, so that a busy key does not write for each request. */
  private static final Duration USE_STEP = Duration.ofMinutes(1);

  private final Identity identity;

  HostFrontDoor(Identity identity) {
    this.identity = identity;
  }

  @Override
  public SignInAnswer signIn(String email, String password, @Nullable String code, Caller from) {
    Optional<Account> known = email.length() > LONGEST ? Optional.empty() : identity.people.byEmail(Identity.normal(email));
    String name = known.map(a -> a.person().email()).orElse(NOBODY);
    Caller caller = as(name, from);
    String limited = Tokens.hash(Identity.normal(email.length() > LONGEST ? "" : email));
    Optional<Duration> wait = identity.limits.take(limited, from.address());
    if (wait.isPresent()) {
      refused(caller, "session.started", "too many attempts");
      return new SignInAnswer.Wait(wait.get());
    }
    Account account = known.orElse(null);
    boolean right =
        identity.hasher.matches(password.length() > LONGEST ? "" : password, account == null ? null : account.password());
    boolean elsewhere =
        account != null && !account.person().operator() && identity.members.bySingleSignOnAlone(account.id());
    if (account == null || !right || !account.active() || elsewhere) {
      refused(
          caller, "session.started",
          account == null || !right ? "wrong password" : elsewhere ? "single sign-on only" : "not active");
      return new SignInAnswer.Wrong();
    }
    if (account.totp() != null) {
      if (code == null || code.isBlank()) {
        identity.limits.succeeded(limited, from.address());
        refused(caller, "session.started", "second factor asked for");
        return new SignInAnswer.CodeNeeded(identity.sessions.issueStep(account.id(), account.epoch()).token());
      }
      if (!new SecondFactor(identity).use(account, code)) {
        refused(caller, "session.started", "wrong code");
        return new SignInAnswer.Wrong();
      }
    }
    identity.limits.succeeded(limited, from.address());
    return new SignInAnswer.Granted(identity.start(account, caller));
  }

  @Override
  public SignInAnswer secondStep(String pending, String code, Caller from) {
    Optional<Sessions.Claims> claims = pending.length() > 4 * LONGEST ? Optional.empty() : identity.sessions.readStep(pending);
    Account account =
        claims
            .flatMap(c -> identity.people.byId(c.person()))
            .filter(a -> a.active() && a.epoch() == claims.get().epoch() && a.totp() != null)
            .orElse(null);
    if (account == null) {
      refused(as(NOBODY, from), "session.started", "second step does not hold");
      throw notSignedIn("The time to give a code is over.", "Sign in again with the password.");
    }
    Caller caller = as(account.person().email(), from);
    String limited = Tokens.hash(account.person().email());
    Optional<Duration> wait = identity.limits.take(limited, from.address());
    if (wait.isPresent()) {
      refused(caller, "session.started", "too many attempts");
      return new SignInAnswer.Wait(wait.get());
    }
    if (code.length() > LONGEST || !new SecondFactor(identity).use(account, code)) {
      refused(caller, "session.started", "wrong code");
      return new SignInAnswer.Wrong();
    }
    identity.limits.succeeded(limited, from.address());
    return new SignInAnswer.Granted(identity.start(account, caller));
  }

  @Override
  public SingleSignOnStart beginSingleSignOn(String organisation, URI returnTo, Caller from) {
    return new SingleSignOnDesk(identity).begin(organisation, returnTo, as(NOBODY, from));
  }

  @Override
  public Session finishSingleSignOn(
      String organisation, URI returnTo, String browser, Map<String, String> parameters, Caller from) {
    SingleSignOnDesk.Welcome welcome =
        new SingleSignOnDesk(identity).finish(organisation, returnTo, browser, parameters, as(NOBODY, from));
    Account account = welcome.account();
    Sessions.Issued issued = identity.sessions.issue(account.id(), account.epoch(), organisation);
    return identity.start(
        account, issued, as(account.person().email(), from),
        Map.of(
            "session", issued.claims().id(), "by", "single sign-on", "organisation", organisation, "issuer",
            welcome.proven().issuer()));
  }

  @Override
  public SignedIn session(String token, Caller from) {
    Optional<Sessions.Claims> claims = token.length() > 4 * LONGEST ? Optional.empty() : identity.sessions.read(token);
    Optional<Account> account = claims.flatMap(c -> identity.people.byId(c.person()));
    if (account.isEmpty()
        || !account.get().active()
        || !stillVouchedFor(claims.get())
        || account.get().epoch() != claims.get().epoch()) {
      throw doesNotHold(account.map(a -> a.person().email()).orElse(NOBODY), from, "does not hold");
    }
    Instant now = identity.clock.instant();
    String id = claims.get().id();
    Instant used =
        identity.openSessions.lastUsed(id).orElseThrow(() -> doesNotHold(account.get().person().email(), from, "ended"));
    if (identity.openSessions.idle(used, now)) {
      throw doesNotHold(account.get().person().email(), from, "not used for too long");
    }
    identity.openSessions.used(id, used, now);
    return new SignedInPerson(
        identity, account.get(), EnumSet.allOf(Scope.class), null, claims.get(),
        as(account.get().person().email(), from));
  }

  private PlimsollException doesNotHold(String user, Caller from, String reason) {
    refused(as(user, from), "session.used", reason);
    return notSignedIn(
        "The session does not hold: it was ended, was not used for too long, has expired, or was never issued here.",
        "Sign in again.");
  }

  /** Whether the provider that vouched for a person still does: it may have been taken away, or he with it. */
  private boolean stillVouchedFor(Sessions.Claims claims) {
    String via = claims.via();
    return via == null || identity.singleSignOn.isLinked(via, claims.person());
  }

  @Override
  public SignedIn key(String secret, String endpoint, Caller from) {
    String prefix = secret.substring(0, Math.min(secret.length(), OrganisationKeys.PREFIX));
    Optional<KeyTable.Kept> kept =
        secret.length() > LONGEST || !secret.startsWith(OrganisationKeys.MARK) ? Optional.empty() : identity.keys.find(prefix);
    boolean right = Tokens.same(kept.map(KeyTable.Kept::hash).orElse(""), Tokens.hash(secret));
    Optional<Account> account = right ? kept.flatMap(k -> identity.people.byId(k.person())) : Optional.empty();
    ApiKey key = kept.map(KeyTable.Kept::key).orElse(null);
    Instant now = identity.clock.instant();
    boolean holds =
        account.isPresent()
            && account.get().active()
            && key != null
            && key.revokedAt() == null
            && (key.expiresAt() == null || key.expiresAt().isAfter(now))
            && identity.premises.profile(key.organisation()).isPresent();
    if (!holds || key == null) {
      refused(as(NOBODY, from), "key.used", right ? "revoked or expired" : "unknown");
      throw notSignedIn("The key does not hold: it is unknown, was revoked, or has expired.", "Ask an owner of the organisation for another.");
    }
    Account person = account.get();
    Caller caller = as(person.person().email() + " by key " + key.prefix(), from);
    identity.premises.trail(key.organisation()).record(
        caller, "key.used", Outcome.DONE, key.prefix(),
        Map.of("endpoint", endpoint, "organisation", key.organisation(), "person", person.person().email()));
    if (key.lastUsedAt() == null || key.lastUsedAt().plus(USE_STEP).isBefore(now)) {
      identity.keys.used(key.prefix(), now);
    }
    return new SignedInPerson(identity, person, key.scopes(), key, null, caller);
  }

  @Override
  public OneTimeToken token(String token, Caller from) {
    Caller caller = as(NOBODY, from);
    PersonTable.Token known = known(hash(token), caller);
    String email =
        known.purpose() == OneTimeToken.Purpose.FIRST_OWNER
            ? ""
            : identity.people.byId(known.person()).orElseThrow(() -> unknownToken(caller)).person().email();
    return new OneTimeToken(token, known.purpose(), email, known.expiresAt());
  }

  @Override
  public Person accept(String token, @Nullable String email, @Nullable String name, String password, Caller from) {
    Caller caller = as(NOBODY, from);
    String hash = hash(token);
    PersonTable.Token known = known(hash, caller);
    if (known.purpose() == OneTimeToken.Purpose.FIRST_OWNER) {
      return first(hash, email, name, password, from);
    }
    Account account = identity.people.byId(known.person()).orElseThrow(() -> unknownToken(caller));
    Person before = account.person();
    Person person =
        new Person(
            before.id(), before.email(), name == null ? before.name() : Identity.requireName(name), Person.State.ACTIVE,
            before.secondFactor(), before.operator(), before.createdAt(), before.lastSignIn());
    identity.rules().require(password, identity.context(person.email(), person.name()));
    String hashed = identity.hasher.hash(password);
    return identity.audit.act(
        as(person.email(), from),
        known.purpose() == OneTimeToken.Purpose.RESET ? "password.reset" : "person.joined",
        person.email(),
        Map.of(),
        () -> {
          if (!identity.people.accept(hash, person, hashed)) {
            throw unknownToken(caller);
          }
          return identity.people.byId(person.id()).orElseThrow(() -> unknownToken(caller)).person();
        });
  }

  /** A token as it is kept; whoever guesses at tokens waits after a few. */
  private PersonTable.Token known(String hash, Caller caller) {
    // All tokens share one account here.
    Optional<Duration> wait = identity.limits.take("one-time tokens", caller.address());
    if (wait.isPresent()) {
      refused(caller, "token.used", "too many attempts");
      throw new PlimsollException(
          ErrorCode.TOO_MANY_REQUESTS, "There were too many attempts from this address.",
          "Try again in " + Math.max(1, wait.get().toSeconds()) + " seconds.");
    }
    PersonTable.Token known =
        identity
            .people
            .token(hash)
            .filter(t -> t.expiresAt().isAfter(identity.clock.instant()))
            .orElseThrow(() -> unknownToken(caller));
    identity.limits.succeeded("one-time tokens", caller.address());
    return known;
  }

  private static String hash(String token) {
    return Tokens.hash(token.length() > LONGEST ? "" : token);
  }

  private Person first(String hash, @Nullable String email, @Nullable String name, String password, Caller from) {
    if (email == null || name == null) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "The first person of a host gives an address and a name.", "Send email and name beside the password.");
    }
    String address = Identity.normal(email);
    Identity.requireEmail(address);
    Person person =
        new Person(
            Tokens.random(20), address, Identity.requireName(name), Person.State.ACTIVE, false, true,
            identity.clock.instant(), null);
    identity.rules().require(password, identity.context(address, name));
    String hashed = identity.hasher.hash(password);
    Caller caller = as(address, from);
    return identity.audit.act(
        caller,
        "person.first",
        address,
        Map.of("operator", "true"),
        () -> {
          if (!identity.people.first(hash, person, hashed)) {
            throw unknownToken(caller);
          }
          return person;
        });
  }

  @Override
  public List<String> notReady() {
    List<String> problems = new ArrayList<>();
    try {
      identity.people.isEmpty();
    } catch (PlimsollException e) {
      problems.add("The control plane cannot be read.");
    }
    try {
      identity.audit.record(as("health", Caller.system("health")), "host.ready", Outcome.DONE, "", Map.of());
    } catch (PlimsollException e) {
      problems.add("The audit trail of the host takes no events.");
    }
    identity.premises.plugins().stream()
        .filter(p -> p.state() == PluginStatus.State.QUARANTINED)
        .forEach(p -> problems.add("Plug-in " + p.name() + " is quarantined until the host starts again."));
    return problems;
  }

  private PlimsollException unknownToken(Caller caller) {
    refused(caller, "token.used", "unknown or expired");
    return new PlimsollException(
        ErrorCode.NOT_FOUND, "The link does not hold: it was used, has expired, or was never issued here.",
        "Ask who gave it to you for another.");
  }

  private void refused(Caller caller, String type, String reason) {
    identity.refusals.record(caller, type, Map.of("reason", reason));
  }

  private static Caller as(String user, Caller from) {
    return new Caller(user, from.address(), from.agent());
  }

  private static PlimsollException notSignedIn(String message, String advice) {
    return new PlimsollException(ErrorCode.NOT_SIGNED_IN, message, advice);
  }
}
