package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.Invitation;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.PortfolioShare;
import io.plimsoll.api.identity.SignInWay;
import io.plimsoll.host.audit.AuditTrail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The members of one organisation: each call is recorded in its trail, then answered. Rights were looked at before. */
final class OrganisationMembers implements Members {
  private final Identity identity;
  private final String organisation;
  private final Caller caller;
  private final boolean signedIn;

  OrganisationMembers(Identity identity, String organisation, Caller caller, boolean signedIn) {
    this.identity = identity;
    this.organisation = organisation;
    this.caller = caller;
    this.signedIn = signedIn;
  }

  @Override
  public List<Member> list() {
    return trail().answer(caller, "members.listed", "", Map.of(), () -> identity.members.of(organisation));
  }

  @Override
  public Invitation invite(String email, String name, OrganisationRole role, Map<String, AccessRole> access) {
    return invite(email, name, role, access, SignInWay.PASSWORD);
  }

  @Override
  public Invitation invite(
      String email, String name, OrganisationRole role, Map<String, AccessRole> access, SignInWay way) {
    return trail()
        .act(
            caller,
            "member.invited",
            Identity.normal(email),
            details(role, access, way),
            () -> {
              requireAccess(role, access);
              requirePossible(way);
              Person made = identity.newPerson(email, name, false);
              Account account = identity.account(email);
              if (made == null && signedIn) {
                throw new PlimsollException(
                    identity.members.find(organisation, account.id()).isPresent()
                        ? ErrorCode.ALREADY_EXISTS
                        : ErrorCode.REFUSED,
                    "The address " + account.person().email() + " has an account, which does not prove whose address it is.",
                    "Ask who runs this host to add it: plimsoll member invite " + organisation + " "
                        + account.person().email() + ".");
              }
              if (!identity.members.add(organisation, account.id(), role, access, way)) {
                throw new PlimsollException(
                    ErrorCode.ALREADY_EXISTS, account.person().email() + " is a member of " + organisation + " already.",
                    "Change what he may do: plimsoll member set " + organisation + " " + account.person().email() + ".");
              }
              OneTimeToken token =
                  account.person().state() == Person.State.INVITED && way.byPassword()
                      ? identity.token(account.id(), account.person().email(), OneTimeToken.Purpose.INVITATION)
                      : null;
              return new Invitation(member(account), token);
            });
  }

  @Override
  public OneTimeToken inviteAgain(String email) {
    return trail()
        .act(
            caller,
            "member.invited",
            Identity.normal(email),
            Map.of("again", "true"),
            () -> {
              Account account = account(email);
              if (account.person().state() != Person.State.INVITED) {
                throw new PlimsollException(
                    ErrorCode.REFUSED, account.person().email() + " has joined already.",
                    "Ask who runs this host to let him choose another password: plimsoll user reset " + account.person().email() + ".");
              }
              if (!member(account).way().byPassword()) {
                throw new PlimsollException(
                    ErrorCode.REFUSED, account.person().email() + " gets in by single sign-on alone, so there is no password to choose.",
                    "Let him sign in where he has his account, or let him in by a password too.");
              }
              // Else whoever holds the token could follow him into an organisation that others run.
              if (signedIn && !identity.members.reached(account.id(), null, 2).equals(List.of(organisation))) {
                throw new PlimsollException(
                    ErrorCode.REFUSED, account.person().email() + " was invited to another organisation as well.",
                    "Ask who runs this host for another link: plimsoll user reset " + account.person().email() + ".");
              }
              return identity.token(account.id(), account.person().email(), OneTimeToken.Purpose.INVITATION);
            });
  }

  @Override
  public Member change(String email, OrganisationRole role, Map<String, AccessRole> access) {
    return trail()
        .act(
            caller,
            "member.changed",
            Identity.normal(email),
            details(role, access),
            () -> {
              requireAccess(role, access);
              Account account = account(email);
              if (!identity.members.change(organisation, account.id(), role, access)) {
                throw lastOwner(account.person().email(), organisation);
              }
              return member(account);
            });
  }

  @Override
  public Member signInBy(String email, SignInWay way) {
    return trail()
        .act(
            caller,
            "member.sign-in.changed",
            Identity.normal(email),
            Map.of("signIn", way.name()),
            () -> {
              requirePossible(way);
              Account account = account(email);
              identity.members.way(organisation, account.id(), way);
              return member(account);
            });
  }

  private void requirePossible(SignInWay way) {
    if (way.bySingleSignOn() && identity.singleSignOn.provider(organisation).isEmpty()) {
      throw new PlimsollException(
          ErrorCode.REFUSED, organisation + " has no single sign-on, so nobody would get in by it.",
          "Set it up first: plimsoll sso set " + organisation + " oidc --set issuer=URL --set client-id=ID.");
    }
  }

  @Override
  public void remove(String email) {
    trail()
        .act(
            caller,
            "member.removed",
            Identity.normal(email),
            Map.of(),
            () -> {
              Account account = account(email);
              if (!identity.members.remove(organisation, account.id())) {
                throw lastOwner(account.person().email(), organisation);
              }
              return account;
            });
  }

  @Override
  public boolean secondFactorRequired() {
    return trail()
        .answer(
            caller, "second-factor.policy.shown", "", Map.of(),
            () -> identity.members.secondFactorRequired(organisation));
  }

  @Override
  public void requireSecondFactor(boolean required) {
    trail()
        .act(
            caller,
            "second-factor.policy.changed",
            "",
            Map.of("required", Boolean.toString(required)),
            () -> {
              identity.members.requireSecondFactor(organisation, required);
              return required;
            });
  }

  @Override
  public List<PortfolioShare> shares() {
    return trail().answer(caller, "shares.listed", "", Map.of(), () -> identity.portfolios.sharesOf(organisation));
  }

  @Override
  public List<PortfolioShare> share(String portfolio, AccessRole role) {
    return trail()
        .act(
            caller,
            role == AccessRole.NONE ? "share.ended" : "share.made",
            portfolio,
            Map.of("role", role.name()),
            () -> {
              HostPortfolios.require(identity, portfolio);
              identity.portfolios.share(portfolio, organisation, role);
              return identity.portfolios.sharesOf(organisation);
            });
  }

  private void requireAccess(OrganisationRole role, Map<String, AccessRole> access) {
    if (role == OrganisationRole.OWNER && !access.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "An owner may do everything, so nothing is given him connection by connection.",
          "Leave the access out, or make him a member.");
    }
    List<String> known = identity.premises.connections(organisation);
    for (String connection : access.keySet()) {
      if (!connection.equals(Member.EVERY) && !known.contains(connection)) {
        throw new PlimsollException(
            ErrorCode.INVALID_REQUEST, "There is no connection " + connection + " in " + organisation + ".",
            known.isEmpty()
                ? "There is none yet; * stands for every connection, those to come among them."
                : "There are: " + String.join(", ", known) + "; * stands for every connection.");
      }
    }
  }

  /** A member's account; who is in other organisations only is nobody here. */
  private Account account(String email) {
    Optional<Account> known = identity.people.byEmail(Identity.normal(email));
    return known
        .filter(a -> identity.members.find(organisation, a.id()).isPresent())
        .orElseThrow(() -> noMember(email, organisation));
  }

  private Member member(Account account) {
    return identity
        .members
        .find(organisation, account.id())
        .orElseThrow(() -> noMember(account.person().email(), organisation));
  }

  private AuditTrail trail() {
    return identity.premises.trail(organisation);
  }

  private static Map<String, String> details(OrganisationRole role, Map<String, AccessRole> access, SignInWay way) {
    Map<String, String> details = details(role, access);
    details.put("signIn", way.name());
    return details;
  }

  private static Map<String, String> details(OrganisationRole role, @Nullable Map<String, AccessRole> access) {
    Map<String, String> details = new TreeMap<>();
    details.put("role", role.name());
    if (access != null && !access.isEmpty()) {
      details.put(
          "access",
          new TreeMap<>(access).entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(",")));
    }
    return details;
  }

  static PlimsollException noMember(String email, String organisation) {
    return new PlimsollException(
        ErrorCode.NOT_FOUND, "Nobody in " + organisation + " has the address " + email + ".",
        "See who is in it: plimsoll member list " + organisation + ".");
  }

  static PlimsollException lastOwner(String email, String organisation) {
    return new PlimsollException(
        ErrorCode.REFUSED, email + " is the last owner of " + organisation + ", which needs one.",
        "Make somebody else an owner first.");
  }
}
