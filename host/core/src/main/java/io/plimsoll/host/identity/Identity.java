package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.identity.ApiKeys;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.People;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.SingleSignOn;
import io.plimsoll.api.identity.Session;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.secret.HostSecrets;
import io.plimsoll.host.state.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Everything about people of one host. Nothing heavy is made before it is needed: most commands know no people. */
public final class Identity implements AutoCloseable {
  /** Enough for a sane address; whether it exists shows when its owner uses the token. */
  private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"',;:\\\\]{1,64}@[^\\s@<>\"',;:\\\\]{1,189}");

  private static final Duration TOKEN_LENGTH = Duration.ofDays(3);
  /** How long a session lasts at the most. */
  public static final Duration SESSION_LENGTH = Duration.ofMinutes(60);

  /** After so long without use it ends earlier, unless the host says otherwise. */
  public static final Duration IDLE = Duration.ofMinutes(30);

  /** A third of a second of a processor; the approved least is 10 (ASVS 5.0, appendix C). */
  static final int COST = 11;

  final PersonTable people;
  final MemberTable members;
  final PortfolioTable portfolios;
  final KeyTable keys;
  final SingleSignOnTable singleSignOn;
  final RefusedAttempts refusals;
  final HostSecrets secrets;
  final PasswordHasher hasher;
  final Sessions sessions;
  final SessionTable openSessions;
  final SignInLimits limits;
  final AuditTrail audit;
  final Premises premises;
  final Clock clock;
  private final Map<String, byte[]> hostKeys = new ConcurrentHashMap<>();
  private @Nullable PasswordRules rules;

  /**
   * @param audit the host's own trail
   * @param idle a session ends when it was not used for so long
   */
  public Identity(
      Database control, HostSecrets secrets, AuditTrail audit, Premises premises, Clock clock, Duration idle) {
    this(control, secrets, audit, premises, clock, idle, COST);
  }

  Identity(
      Database control, HostSecrets secrets, AuditTrail audit, Premises premises, Clock clock, Duration idle, int cost) {
    this.people = new PersonTable(control);
    this.members = new MemberTable(control);
    this.portfolios = new PortfolioTable(control);
    this.keys = new KeyTable(control);
    this.singleSignOn = new SingleSignOnTable(control);
    this.refusals = new RefusedAttempts(audit, clock);
    this.secrets = secrets;
    this.audit = audit;
    this.premises = premises;
    this.clock = clock;
    this.hasher = new PasswordHasher(() -> hostKey("password-pepper"), cost);
    this.sessions = new Sessions(() -> hostKey("session-key"), clock, SESSION_LENGTH);
    this.openSessions = new SessionTable(control, idle);
    this.limits = new SignInLimits(clock);
  }

  /** For whoever runs the host. */
  public People people() {
    return new HostPeople(this);
  }

  /** For servers. */
  public FrontDoor frontDoor() {
    return new HostFrontDoor(this);
  }

  /** The members of an organisation, for this caller. */
  public Members members(String organisation, Caller caller, boolean signedIn) {
    return new OrganisationMembers(this, organisation, caller, signedIn);
  }

  /** The keys of an organisation, for this caller. */
  public ApiKeys keys(String organisation, Caller caller) {
    return new OrganisationKeys(this, organisation, caller);
  }

  /** The single sign-on of an organisation, for this caller. */
  public SingleSignOn singleSignOn(String organisation, Caller caller) {
    return new OrganisationSingleSignOn(this, organisation, caller);
  }

  /** Seals second factors, and the host's own keys, with a new data key; says how many were sealed again. */
  public int rotateKey() {
    secrets.next(people.sealedFactors().values());
    int changed = secrets.sealAgain();
    // One at a time, so that nobody waits; each is compared, so that nothing newer is lost.
    for (Map.Entry<String, String> each : people.sealedFactors().entrySet()) {
      String id = each.getKey().substring(each.getKey().indexOf(' ') + 1);
      String again = secrets.sealAgain(SecondFactor.name(id), each.getValue());
      if (!again.equals(each.getValue()) && people.sealFactor(id, each.getValue(), again)) {
        changed++;
      }
    }
    return changed;
  }

  /** Forgets who was in an organisation that is no more. */
  public void forget(String organisation) {
    members.forget(organisation);
    singleSignOn.remove(organisation);
  }

  /** Records what is only counted yet. */
  @Override
  public void close() {
    refusals.close();
  }

  Account account(String email) {
    return people
        .byEmail(normal(email))
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.NOT_FOUND, "Nobody has the address " + email + ".", "See who there is: plimsoll user list."));
  }

  /** Makes a person who has not chosen a password; says {@code null} when the address has an account. */
  @Nullable Person newPerson(String email, String name, boolean operator) {
    String address = normal(email);
    requireEmail(address);
    Person person =
        new Person(
            Tokens.random(20), address, requireName(name), Person.State.INVITED, false, operator, clock.instant(), null);
    return people.add(person) ? person : null;
  }

  static void requireEmail(String address) {
    if (!EMAIL.matcher(address).matches()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "'" + address + "' is no e-mail address.", "Give one such as ann@acme.example.");
    }
  }

  static String requireName(String name) {
    String plain = name.strip();
    if (plain.isEmpty() || plain.length() > 200 || plain.chars().anyMatch(Character::isISOControl)) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "A person's name has 1 to 200 characters on one line.", "Give the name others know.");
    }
    return plain;
  }

  /** Begins a session of somebody who proved who he is by a password. */
  Session start(Account account, Caller as) {
    Sessions.Issued issued = sessions.issue(account.id(), account.epoch(), null);
    return start(
        account, issued, as,
        Map.of("session", issued.claims().id(), "secondFactor", Boolean.toString(account.totp() != null)));
  }

  /** Begins a session that was issued. */
  Session start(Account account, Sessions.Issued issued, Caller as, Map<String, String> details) {
    // On record before it is handed out.
    audit.record(as, "session.started", Outcome.DONE, account.person().email(), details);
    people.signedIn(account.id(), clock.instant());
    openSessions.begin(issued.claims(), as.address(), as.agent(), clock.instant());
    return new Session(issued.token(), sessions.csrfToken(issued.claims()), issued.claims().expiresAt(), account.person());
  }

  /** A token in place of those before; of 160 random bits. */
  OneTimeToken token(String person, String email, OneTimeToken.Purpose purpose) {
    OneTimeToken token = new OneTimeToken(Tokens.random(32), purpose, email, clock.instant().plus(TOKEN_LENGTH));
    people.token(Tokens.hash(token.token()), new PersonTable.Token(person, purpose, token.expiresAt()));
    return token;
  }

  synchronized PasswordRules rules() {
    PasswordRules known = rules;
    if (known == null) {
      known = new PasswordRules();
      rules = known;
    }
    return known;
  }

  /** What others know of a person, which makes no password. */
  List<String> context(String email, String name) {
    return List.of(email, name);
  }

  static String normal(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private byte[] hostKey(String name) {
    return hostKeys.computeIfAbsent(name, secrets::key);
  }
}
