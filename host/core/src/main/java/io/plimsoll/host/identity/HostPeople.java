package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.People;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.Portfolios;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everybody of a host, for whoever runs it. */
final class HostPeople implements People {
  /** Stands for the person who is not there yet. */
  static final String FIRST = "first";

  private final Identity identity;

  HostPeople(Identity identity) {
    this.identity = identity;
  }

  @Override
  public List<Person> list(@Nullable String after, int limit, Caller caller) {
    return identity.audit.answer(caller, "people.listed", "", Map.of(), () -> identity.people.page(after, limit));
  }

  @Override
  public Person get(String email, Caller caller) {
    Account account = identity.account(email);
    return identity.audit.answer(caller, "person.shown", account.person().email(), Map.of(), account::person);
  }

  @Override
  public OneTimeToken invite(String email, String name, boolean operator, Caller caller) {
    return identity.audit.act(
        caller,
        "person.invited",
        Identity.normal(email),
        Map.of("operator", Boolean.toString(operator)),
        () -> {
          Person made = identity.newPerson(email, name, operator);
          if (made == null) {
            throw new PlimsollException(
                ErrorCode.ALREADY_EXISTS, "The address " + Identity.normal(email) + " has an account.",
                "Make him a member with: plimsoll member invite ORG " + Identity.normal(email) + ".");
          }
          return identity.token(made.id(), made.email(), OneTimeToken.Purpose.INVITATION);
        });
  }

  @Override
  public Optional<OneTimeToken> first(Caller caller) {
    if (!identity.people.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        identity.audit.act(
            caller, "person.first.awaited", "", Map.of(),
            () -> identity.token(FIRST, "", OneTimeToken.Purpose.FIRST_OWNER)));
  }

  @Override
  public OneTimeToken reset(String email, Caller caller) {
    Account account = identity.account(email);
    OneTimeToken.Purpose purpose =
        account.person().state() == Person.State.INVITED ? OneTimeToken.Purpose.INVITATION : OneTimeToken.Purpose.RESET;
    return identity.audit.act(
        caller, "person.reset", account.person().email(), Map.of(),
        () -> identity.token(account.id(), account.person().email(), purpose));
  }

  @Override
  public Person resetSecondFactor(String email, Caller caller) {
    return change(email, caller, "second-factor.removed", account -> identity.people.removeFactor(account.id()));
  }

  @Override
  public Person disable(String email, boolean disabled, Caller caller) {
    return change(
        email,
        caller,
        disabled ? "person.disabled" : "person.enabled",
        account -> {
          Person.State back = account.password() == null && !identity.singleSignOn.isLinked(account.id())
                  ? Person.State.INVITED
                  : Person.State.ACTIVE;
          identity.people.state(account.id(), disabled ? Person.State.DISABLED : back);
        });
  }

  @Override
  public void endSessions(String email, Caller caller) {
    change(email, caller, "sessions.ended", account -> identity.people.endSessions(account.id()));
  }

  @Override
  public void remove(String email, Caller caller) {
    Account account = identity.account(email);
    identity.audit.act(
        caller,
        "person.removed",
        account.person().email(),
        Map.of(),
        () -> {
          for (String organisation : identity.members.organisations(account.id())) {
            boolean last =
                identity.members.of(organisation).stream()
                    .filter(m -> m.role() == OrganisationRole.OWNER && m.person().state() != Person.State.DISABLED)
                    .noneMatch(m -> !m.person().id().equals(account.id()));
            boolean owner =
                identity.members.find(organisation, account.id()).filter(m -> m.role() == OrganisationRole.OWNER).isPresent();
            if (owner && last) {
              throw OrganisationMembers.lastOwner(account.person().email(), organisation);
            }
          }
          identity.people.remove(account.id());
          return account;
        });
  }

  @Override
  public Portfolios portfolios() {
    return new HostPortfolios(identity);
  }

  private interface Change {
    void of(Account account);
  }

  private Person change(String email, Caller caller, String act, Change change) {
    Account account = identity.account(email);
    return identity.audit.act(
        caller,
        act,
        account.person().email(),
        Map.of(),
        () -> {
          change.of(account);
          return identity.account(email).person();
        });
  }
}
