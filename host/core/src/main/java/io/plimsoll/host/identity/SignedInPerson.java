package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Accounts;
import io.plimsoll.api.identity.ApiKey;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.ManagedPortfolios;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.OpenSession;
import io.plimsoll.api.identity.OrganisationAccess;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.PortfolioShare;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.api.identity.SecondFactorSetup;
import io.plimsoll.api.identity.SignInWay;
import io.plimsoll.api.identity.Session;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.api.region.OrganisationProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A person behind a session or key, with the rights of the moment it was looked at. */
final class SignedInPerson implements SignedIn {
  private final Identity identity;
  private final Account account;
  private final Set<Scope> scopes;
  private final @Nullable ApiKey key;
  private final Sessions.@Nullable Claims session;
  private final Caller caller;

  /** Either a key or a session. */
  SignedInPerson(
      Identity identity,
      Account account,
      Set<Scope> scopes,
      @Nullable ApiKey key,
      Sessions.@Nullable Claims session,
      Caller caller) {
    this.identity = identity;
    // A provider is chosen by its organisation: whom it vouches for runs no host.
    this.account = session != null && session.via() != null ? account.withoutHost() : account;
    EnumSet<Scope> copy = EnumSet.noneOf(Scope.class);
    copy.addAll(scopes);
    this.scopes = Collections.unmodifiableSet(copy);
    this.key = key;
    this.session = session;
    this.caller = caller;
  }

  @Override
  public Person person() {
    return account.person();
  }

  @Override
  public Set<Scope> scopes() {
    return scopes;
  }

  @Override
  public Optional<ApiKey> key() {
    return Optional.ofNullable(key);
  }

  @Override
  public Optional<String> csrfToken() {
    return Optional.ofNullable(session).map(identity.sessions::csrfToken);
  }

  @Override
  public List<OrganisationAccess> organisations() {
    return identity.audit.answer(
        caller,
        "organisations.listed",
        "",
        Map.of(),
        () -> {
          Set<String> names = new TreeSet<>(identity.members.organisations(account.id()));
          identity.portfolios.sharesWith(account.id()).forEach(share -> names.add(share.organisation()));
          List<OrganisationAccess> reached = new ArrayList<>();
          names.forEach(name -> reach(name).map(Reached::access).ifPresent(reached::add));
          return reached;
        });
  }

  @Override
  public List<OrganisationAccess> organisations(@Nullable String after, int limit) {
    return identity.audit.answer(
        caller,
        "organisations.listed",
        "",
        Map.of(),
        () -> {
          List<String> names =
              only() == null
                  ? identity.members.reached(account.id(), after, limit)
                  : limit > 0 && (after == null || only().compareTo(after) > 0) ? List.of(only()) : List.of();
          return names.stream().map(this::reach).flatMap(Optional::stream).map(Reached::access).toList();
        });
  }

  @Override
  public OrganisationAccess access(String organisation) {
    return reached(organisation).access();
  }

  @Override
  public Organisation organisation(String name) {
    Reached reached = reached(name);
    if (reached.access().secondFactorMissing()) {
      throw secondFactorMissing(name);
    }
    Authority authority = reached.authority();
    Organisation behind = identity.premises.open(name, caller, authority::sees, true);
    return new AuthorisedOrganisation(
        behind, authority, new Refusals(identity.premises.trail(name), caller), account.person().email(),
        account.person().operator(), () -> identity.premises.connections(name));
  }

  @Override
  public OrganisationProfile createOrganisation(
      String name, String region, OrganisationProfile.Plan plan, @Nullable Integer retentionDays) {
    requireOperator("organisation.created");
    requireSession("organisation.created");
    OrganisationProfile made = identity.premises.create(name, region, plan, retentionDays, caller);
    identity.members.add(made.name(), account.id(), OrganisationRole.OWNER, Map.of(), SignInWay.PASSWORD);
    identity.premises.trail(made.name()).record(
        caller, "member.added", Outcome.DONE, account.person().email(), Map.of("role", OrganisationRole.OWNER.name()));
    return made;
  }

  @Override
  public OrganisationProfile hold(String organisation, boolean on) {
    OrganisationAccess access = access(organisation);
    requireSession("hold");
    if (access.secondFactorMissing()) {
      throw secondFactorMissing(organisation);
    }
    if (access.role() != OrganisationRole.OWNER) {
      throw new Refusals(identity.premises.trail(organisation), caller).notAllowed("hold", organisation, "an owner of the organisation");
    }
    return identity.premises.hold(organisation, on, caller);
  }

  @Override
  public List<PluginStatus> plugins() {
    requireOperator("plugins.listed");
    return identity.audit.answer(caller, "plugins.listed", "", Map.of(), identity.premises::plugins);
  }

  @Override
  public List<BundleStatus> bundles() {
    requireOperator("bundles.listed");
    return identity.audit.answer(caller, "bundles.listed", "", Map.of(), identity.premises::bundles);
  }

  @Override
  public List<Person> people(@Nullable String after, int limit) {
    requireOperator("people.listed");
    requireSession("people.listed");
    return identity.people().list(after, limit, caller);
  }

  @Override
  public Accounts accounts() {
    requireOperator("accounts");
    requireSession("accounts");
    return new OtherAccounts(identity, caller);
  }

  @Override
  public ManagedPortfolios portfolios() {
    requireOperator("portfolios");
    requireSession("portfolios");
    return new OtherPortfolios(identity, caller);
  }

  @Override
  public Session changePassword(String current, String chosen) {
    requireSession("password.changed");
    requirePassword(current);
    identity.rules().require(chosen, identity.context(account.person().email(), account.person().name()));
    String hash = identity.hasher.hash(chosen);
    identity.audit.act(
        caller,
        "password.changed",
        account.person().email(),
        Map.of(),
        () -> {
          identity.people.password(account.id(), hash);
          return hash;
        });
    return again();
  }

  @Override
  public SecondFactorSetup setUpSecondFactor(String password) {
    requireSession("second-factor.begun");
    requirePassword(password);
    return identity.audit.act(
        caller, "second-factor.begun", account.person().email(), Map.of(), () -> new SecondFactor(identity).setUp(account));
  }

  @Override
  public Session confirmSecondFactor(String code) {
    requireSession("second-factor.set");
    requireAttempt();
    identity.audit.act(
        caller,
        "second-factor.set",
        account.person().email(),
        Map.of(),
        () -> {
          new SecondFactor(identity).confirm(account, code);
          return code;
        });
    identity.limits.succeeded(limited(), caller.address());
    return again();
  }

  /** A session in place of one that was just ended, for who just proved himself once more. */
  private Session again() {
    Account now =
        identity
            .people
            .byId(account.id())
            .filter(Account::active)
            .orElseThrow(() -> refused("session.started", "The account is closed.", "Ask who runs this host."));
    String via = session == null ? null : session.via();
    Sessions.Issued issued = identity.sessions.issue(now.id(), now.epoch(), via);
    return identity.start(
        now, issued, caller,
        Map.of("session", issued.claims().id(), "secondFactor", Boolean.toString(now.totp() != null)));
  }

  @Override
  public void signOut() {
    requireSession("session.ended");
    Sessions.Claims mine = session;
    if (mine != null) {
      identity.audit.act(
          caller,
          "session.ended",
          account.person().email(),
          Map.of("session", mine.id()),
          () -> {
            identity.openSessions.end(mine.id());
            return mine;
          });
    }
  }

  @Override
  public void endSessions() {
    requireSession("sessions.ended");
    identity.people().endSessions(account.person().email(), caller);
  }

  @Override
  public List<OpenSession> sessions() {
    requireSession("sessions.listed");
    return identity.audit.answer(
        caller, "sessions.listed", account.person().email(), Map.of(),
        () ->
            own().stream()
                .map(
                    each ->
                        new OpenSession(
                            each.id(), each.startedAt(), each.lastUsedAt(), each.expiresAt(), each.address(), each.agent(),
                            each.via(), isCurrent(each)))
                .toList());
  }

  @Override
  public void endSession(String id) {
    requireSession("session.ended");
    identity.audit.act(
        caller, "session.ended", account.person().email(), Map.of("session", id.substring(0, Math.min(32, id.length()))),
        () -> {
          if (own().stream().noneMatch(each -> each.id().equals(id))) {
            throw new PlimsollException(
                ErrorCode.NOT_FOUND, "There is no such session; it may have ended by itself.", "See those there are.");
          }
          identity.openSessions.end(id);
          return id;
        });
  }

  @Override
  public void endOtherSessions() {
    requireSession("sessions.ended");
    identity.audit.act(
        caller, "sessions.ended", account.person().email(), Map.of("but", session == null ? "" : session.id()),
        () -> {
          List<String> others = own().stream().filter(each -> !isCurrent(each)).map(SessionTable.Kept::id).toList();
          identity.openSessions.end(others);
          return others;
        });
  }

  /** Who comes from a provider has to do with what it vouched for alone; a password is above them. */
  private List<SessionTable.Kept> own() {
    String via = only();
    return identity.openSessions.of(account.id(), identity.clock.instant()).stream()
        .filter(each -> via == null || via.equals(each.via()))
        .toList();
  }

  private boolean isCurrent(SessionTable.Kept each) {
    return session != null && each.id().equals(session.id());
  }

  /** An organisation as he reaches it, and what he may do there, decided of the same rows. */
  private record Reached(OrganisationAccess access, Authority authority) {}

  private Reached reached(String name) {
    return reach(name).orElseThrow(() -> notReached(name));
  }

  /** An organisation as he reaches it; empty when he does not, or there is none. */
  private Optional<Reached> reach(String name) {
    if (key != null && !key.organisation().equals(name)) {
      return Optional.empty();
    }
    Optional<Member> member = identity.members.find(name, account.id());
    List<PortfolioShare> shares = shares(name);
    if (!opens(name, member)) {
      return Optional.empty();
    }
    if (member.isEmpty() && shares.isEmpty()) {
      return Optional.empty();
    }
    // Of who comes from a provider, it is the provider that asks for a second factor.
    boolean missing = !vouched() && !account.person().secondFactor() && identity.members.secondFactorRequired(name);
    Authority authority = Authority.of(member.orElse(null), shares, scopes);
    Map<String, AccessRole> access = new TreeMap<>(authority.access());
    if (authority.everywhere() != AccessRole.NONE) {
      access.put(Member.EVERY, authority.everywhere());
    }
    return identity
        .premises
        .profile(name)
        .map(
            profile ->
                new Reached(
                    new OrganisationAccess(
                        profile,
                        member.map(Member::role).orElse(null),
                        access,
                        shares.stream().map(PortfolioShare::portfolio).toList(),
                        missing),
                    authority));
  }

  private PlimsollException notReached(String name) {
    if (session != null && !vouched() && bySingleSignOnAlone(name)) {
      identity.premises.trail(name).record(
          caller, "access.refused", Outcome.REFUSED, "", Map.of("reason", "single sign-on only"));
      return new PlimsollException(
          ErrorCode.NOT_ALLOWED, name + " lets you in by its single sign-on alone.",
          "Sign in at the provider of " + name + ", from the sign-in page.");
    }
    identity.audit.record(
        caller, "access.refused", Outcome.REFUSED, name.substring(0, Math.min(63, name.length())),
        Map.of("reason", "not reached"));
    return new PlimsollException(
        ErrorCode.NOT_FOUND, "There is no organisation " + name + " for " + account.person().email() + ".",
        "See those there are, or ask an owner of it to add you.");
  }

  private PlimsollException secondFactorMissing(String name) {
    identity.premises.trail(name).record(
        caller, "access.refused", Outcome.REFUSED, "", Map.of("reason", "second factor missing"));
    return new PlimsollException(
        ErrorCode.NOT_ALLOWED, name + " lets nobody in without a second factor.",
        "Set one up for your account, then sign in with it.");
  }

  /** The one organisation that a key, or what a provider vouches for, reaches. */
  private @Nullable String only() {
    return key != null ? key.organisation() : session == null ? null : session.via();
  }

  /** Whether the way he got in opens this organisation; a key opens the one it is of. */
  private boolean opens(String name, Optional<Member> member) {
    if (session == null) {
      return true;
    }
    return vouched()
        ? name.equals(session.via()) && member.filter(m -> m.way().bySingleSignOn()).isPresent()
        : member.isEmpty() || member.get().way().byPassword();
  }

  private boolean vouched() {
    return session != null && session.via() != null;
  }

  private boolean bySingleSignOnAlone(String name) {
    return identity.members.find(name, account.id()).filter(m -> !m.way().byPassword()).isPresent();
  }

  /** What a provider vouches for reaches no portfolio: those are other organisations'. */
  private List<PortfolioShare> shares(String name) {
    return vouched() ? List.of() : identity.portfolios.sharesWith(account.id(), name);
  }

  private void requireOperator(String act) {
    if (!account.person().operator()) {
      throw refused(act, "That is for who runs this host.", "Ask an operator of the host.");
    }
  }

  /** Some things no key may do, whatever its scopes. */
  private void requireSession(String act) {
    if (session == null) {
      throw refused(act, "That takes a person who has signed in, not a key.", "Sign in and try again.");
    }
  }

  private PlimsollException refused(String act, String message, String advice) {
    identity.audit.record(caller, "access.refused", Outcome.REFUSED, act, Map.of());
    return new PlimsollException(ErrorCode.NOT_ALLOWED, message, advice);
  }

  private void requirePassword(String password) {
    requireAttempt();
    if (!identity.hasher.matches(password, account.password())) {
      throw refused("password", "That is not the password in force.", "Give the password you signed in with.");
    }
    identity.limits.succeeded(limited(), caller.address());
  }

  private void requireAttempt() {
    Optional<Duration> wait = identity.limits.take(limited(), caller.address());
    if (wait.isPresent()) {
      throw new PlimsollException(
          ErrorCode.TOO_MANY_REQUESTS, "There were too many attempts.",
          "Try again in " + Math.max(1, wait.get().toSeconds()) + " seconds.");
    }
  }

  private String limited() {
    return "own " + account.id();
  }
}
