package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.Invitation;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.People;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.PortfolioShare;
import io.plimsoll.api.identity.SignInWay;
import io.plimsoll.api.identity.Portfolios;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** People by address, and who became a member; what no command asks without a real host fails. */
final class FakePeople implements People, Members {
  final Map<String, Person> known = new TreeMap<>();
  final List<String> acts = new ArrayList<>();
  private int tokens;

  void choosesPassword(String email) {
    known.put(email, person(email, Person.State.ACTIVE));
  }

  private static Person person(String email, Person.State state) {
    return new Person("id", email, email, state, false, true, Instant.EPOCH, null);
  }

  private OneTimeToken token(String email) {
    tokens++;
    return new OneTimeToken("t" + tokens, OneTimeToken.Purpose.INVITATION, email, Instant.EPOCH);
  }

  @Override
  public Person get(String email, Caller caller) {
    Person person = known.get(email);
    if (person == null) {
      throw new PlimsollException(ErrorCode.NOT_FOUND, "Nobody has the address " + email + ".", "See who there is.");
    }
    return person;
  }

  @Override
  public OneTimeToken invite(String email, String name, boolean operator, Caller caller) {
    acts.add("invite " + email + (operator ? " as operator" : ""));
    known.put(email, person(email, Person.State.INVITED));
    return token(email);
  }

  @Override
  public OneTimeToken reset(String email, Caller caller) {
    acts.add("reset " + email);
    return token(email);
  }

  @Override
  public Invitation invite(String email, String name, OrganisationRole role, Map<String, AccessRole> access) {
    acts.add("member " + email + " " + role);
    return new Invitation(new Member(known.get(email), role, access), token(email));
  }

  @Override
  public void requireSecondFactor(boolean required) {
    acts.add("second factor " + required);
  }

  @Override
  public List<Person> list(@Nullable String after, int limit, Caller caller) {
    throw unasked();
  }

  @Override
  public Optional<OneTimeToken> first(Caller caller) {
    throw unasked();
  }

  @Override
  public Person resetSecondFactor(String email, Caller caller) {
    throw unasked();
  }

  @Override
  public Person disable(String email, boolean disabled, Caller caller) {
    throw unasked();
  }

  @Override
  public void endSessions(String email, Caller caller) {
    throw unasked();
  }

  @Override
  public Invitation invite(
      String email, String name, OrganisationRole role, Map<String, AccessRole> access, SignInWay way) {
    return invite(email, name, role, access);
  }

  @Override
  public Member signInBy(String email, SignInWay way) {
    throw new UnsupportedOperationException("no test of a command asks for it");
  }

  @Override
  public void remove(String email, Caller caller) {
    throw unasked();
  }

  @Override
  public Portfolios portfolios() {
    throw unasked();
  }

  @Override
  public List<Member> list() {
    throw unasked();
  }

  @Override
  public OneTimeToken inviteAgain(String email) {
    throw unasked();
  }

  @Override
  public Member change(String email, OrganisationRole role, Map<String, AccessRole> access) {
    throw unasked();
  }

  @Override
  public void remove(String email) {
    throw unasked();
  }

  @Override
  public boolean secondFactorRequired() {
    throw unasked();
  }

  @Override
  public List<PortfolioShare> shares() {
    throw unasked();
  }

  @Override
  public List<PortfolioShare> share(String portfolio, AccessRole role) {
    throw unasked();
  }

  private static UnsupportedOperationException unasked() {
    return new UnsupportedOperationException("that is typed at a real host");
  }
}
