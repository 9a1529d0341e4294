package io.plimsoll.host.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.Invitation;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.OrganisationAccess;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.ProvenIdentity;
import io.plimsoll.api.identity.Session;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.identity.SignInAnswer;
import io.plimsoll.api.identity.SignInWay;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.api.identity.SingleSignOn;
import io.plimsoll.api.identity.SingleSignOnStart;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may come in when a provider vouches for him. */
class SingleSignOnTest {
  private static final URI BACK = URI.create("https://costs.example/sso/acme/callback");

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void anOrganisationWithSingleSignOn() {
    house = new House(folder).organisation("acme").organisation("other");
    members("acme").invite("owner@acme.example", "Owner", OrganisationRole.OWNER, Map.of());
    singleSignOn("acme").set("test", Map.of("issuer", "https://login.example"), Secret.of("client secret 4711".toCharArray()));
  }

  @Test
  void whoWasInvitedForSingleSignOnComesInAndIsKnownFromThenOnWhateverHisAddress() {
    Invitation invitation = invite("ann@acme.example", SignInWay.SSO);
    assertThat(invitation.token()).as("there is no password to choose").isNull();

    house.proven = proven("subject-1", "Ann@Acme.example", true);
    Session session = comeIn();
    assertThat(session.person().state()).isEqualTo(Person.State.ACTIVE);
    assertThat(session.person().email()).isEqualTo("ann@acme.example");
    assertThat(house.types()).contains("identity.linked DONE", "session.started DONE");

    house.proven = proven("subject-1", "ann.married@acme.example", false);
    assertThat(comeIn().person().id()).isEqualTo(session.person().id());
  }

  @Test
  void anAddressThatIsNotVouchedForFindsNobody() {
    invite("ann@acme.example", SignInWay.SSO);
    house.proven = proven("subject-1", "ann@acme.example", false);
    refused(ErrorCode.NOT_ALLOWED, "not one that was invited to acme");
  }

  @Test
  void whoWasInvitedWithAPasswordDoesNotComeInBySingleSignOn() {
    house.person("cat@acme.example");
    members("acme").invite("cat@acme.example", "Cat", OrganisationRole.OWNER, Map.of());
    house.proven = proven("subject-1", "cat@acme.example", true);
    refused(ErrorCode.NOT_ALLOWED, "not one that was invited to acme");
    members("acme").signInBy("cat@acme.example", SignInWay.BOTH);
    assertThat(comeIn().person().email()).isEqualTo("cat@acme.example");
    assertThat(house.signIn("cat@acme.example", House.PASSWORD, null)).isInstanceOf(SignInAnswer.Granted.class);
  }

  @Test
  void anotherAccountOfTheProviderWithTheSameAddressDoesNotBecomeAPersonWhoIsLinked() {
    invite("ann@acme.example", SignInWay.SSO);
    house.proven = proven("subject-1", "ann@acme.example", true);
    comeIn();
    house.proven = proven("subject-2", "ann@acme.example", true);
    refused(ErrorCode.NOT_ALLOWED, "not one that was invited to acme");
  }

  @Test
  void whoIsDisabledOrTakenOutComesInNoMore() {
    invite("ann@acme.example", SignInWay.SSO);
    house.proven = proven("subject-1", "ann@acme.example", true);
    String token = comeIn().token();
    house.identity.people().disable("ann@acme.example", true, House.OPERATOR);
    refused(ErrorCode.NOT_ALLOWED, "not one that was invited to acme");
    doesNotHold(token);
    assertThat(house.identity.people().disable("ann@acme.example", false, House.OPERATOR).state())
        .isEqualTo(Person.State.ACTIVE);
    String again = comeIn().token();
    members("acme").remove("ann@acme.example");
    doesNotHold(again);
    refused(ErrorCode.NOT_ALLOWED, "not one that was invited to acme");
  }

  @Test
  void aPasswordDoesNotOpenWhatSingleSignOnAloneOpens() {
    house.person("ann@acme.example");
    members("acme").invite("ann@acme.example", "Ann", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.VIEWER), SignInWay.SSO);
    assertThat(house.signIn("ann@acme.example", House.PASSWORD, null)).isInstanceOf(SignInAnswer.Wrong.class);

    members("other").invite("ann@acme.example", "Ann", OrganisationRole.OWNER, Map.of());
    members("other").requireSecondFactor(false);
    SignedIn ann = house.signedIn("ann@acme.example");
    assertThat(ann.organisations()).extracting(o -> o.profile().name()).containsExactly("other");
    assertThatThrownBy(() -> ann.organisation("acme"))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED))
        .hasMessage("acme lets you in by its single sign-on alone.");
  }

  @Test
  void whatAProviderVouchesForReachesItsOwnOrganisationAndNothingElse() {
    String operator = "root@host.example";
    house.identity.people().invite(operator, "Root", true, House.OPERATOR);
    members("acme").invite(operator, "Root", OrganisationRole.OWNER, Map.of(), SignInWay.BOTH);
    members("other").invite(operator, "Root", OrganisationRole.OWNER, Map.of(), SignInWay.PASSWORD);
    members("other").requireSecondFactor(false);
    house.identity.people().portfolios().create("msp", House.OPERATOR);
    house.identity.people().portfolios().add("msp", operator, House.OPERATOR);
    members("other").share("msp", AccessRole.ADMIN);

    house.proven = proven("subject-1", operator, true);
    SignedIn there = house.identity.frontDoor().session(comeIn().token(), House.BROWSER);
    assertThat(there.organisations()).extracting(o -> o.profile().name()).containsExactly("acme");
    assertThat(there.organisations()).as("the provider asks for a second factor itself").noneMatch(OrganisationAccess::secondFactorMissing);
    assertThat(there.person().operator()).isFalse();
    assertThatThrownBy(() -> there.organisation("other"))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    for (Runnable each : List.<Runnable>of(there::plugins, there::bundles, () -> there.people(null, 10))) {
      assertThatThrownBy(each::run)
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED));
    }
  }

  @Test
  void whatBeginsCountsOnceInItsBrowserForTenMinutesAtItsAddress() {
    invite("ann@acme.example", SignInWay.SSO);
    house.proven = proven("subject-1", "ann@acme.example", true);

    SingleSignOnStart one = begin();
    assertThat(house.identity.frontDoor().finishSingleSignOn("acme", BACK, one.browser(), state(one), House.BROWSER)).isNotNull();
    notHeld("used twice", "acme", BACK, one.browser(), state(one));

    SingleSignOnStart mine = begin();
    SingleSignOnStart others = begin();
    notHeld("another browser", "acme", BACK, others.browser(), state(mine));
    notHeld("no browser", "acme", BACK, "", state(mine));
    house.later(Duration.ofMinutes(2));
    notHeld("no state", "acme", BACK, mine.browser(), Map.of());
    notHeld("another address", "acme", URI.create("https://evil.example/sso/acme/callback"), begin().browser(), state(mine));
    notHeld("another organisation", "other", BACK, mine.browser(), state(mine));
    house.later(Duration.ofMinutes(9));
    notHeld("too late", "acme", BACK, mine.browser(), state(mine));
    assertThat(house.types()).as("each is on record").contains("session.started REFUSED");
  }

  @Test
  void whatThePluginDoesNotProveSignsNobodyIn() {
    invite("ann@acme.example", SignInWay.SSO);
    refused(ErrorCode.NOT_SIGNED_IN, "The sign-in does not hold, so nobody was signed in.");
    assertThat(house.events)
        .anySatisfy(e -> assertThat(e.details()).containsEntry("reason", "the token is not what was asked for").containsEntry("organisation", "acme"));
  }

  @Test
  void anOrganisationWithoutSingleSignOnLooksLikeOneThatIsNotThere() {
    for (String name : List.of("other", "nowhere")) {
      assertThatThrownBy(() -> house.identity.frontDoor().beginSingleSignOn(name, BACK, House.BROWSER))
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
          .hasMessage("There is no single sign-on under this name.");
    }
  }

  @Test
  void takingSingleSignOnAwayEndsItsSessionsAtOnce() {
    invite("ann@acme.example", SignInWay.SSO);
    house.proven = proven("subject-1", "ann@acme.example", true);
    String token = comeIn().token();
    singleSignOn("acme").remove();
    doesNotHold(token);
    assertThat(singleSignOn("acme").get()).isEmpty();
    assertThatThrownBy(() -> invite("ben@acme.example", SignInWay.SSO))
        .hasMessage("acme has no single sign-on, so nobody would get in by it.");
  }

  @Test
  void theSecretIsSealedAndKeptWhenOthersChangeAndIsNoSetting() throws Exception {
    assertThat(house.lastSecret).isEqualTo("client secret 4711");
    assertThat(singleSignOn("acme").set("test", Map.of("issuer", "https://two.example"), null).secret()).isTrue();
    assertThat(house.lastSecret).isEqualTo("client secret 4711");
    for (Path file : List.of(folder.resolve("control.db"), folder.resolve("acme.db"))) {
      assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("client secret 4711");
    }
    assertThat(house.events.toString()).doesNotContain("client secret 4711");
    assertThatThrownBy(() -> singleSignOn("acme").set("test", Map.of(SignIn.SECRET, "x"), null))
        .hasMessageContaining("The secret is no setting");
    assertThatThrownBy(() -> singleSignOn("acme").set("test", Map.of("isuer", "x"), null))
        .hasMessageContaining("isuer is not a setting here");
    assertThat(singleSignOn("acme").get().orElseThrow().settings()).containsEntry("issuer", "https://two.example");
  }

  @Test
  void anOwnerWhoSignedInDoesNotPointAHostAtItsOwnNetwork() {
    Refusals refusals = new Refusals(house.identity.premises.trail("acme"), House.BROWSER);
    SingleSignOn owner = new AuthorisedSingleSignOn(singleSignOn("acme"), refusals, false);
    assertThatThrownBy(() -> owner.set("test", Map.of(SignIn.PRIVATE_NETWORK, "true"), null))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED));
    SingleSignOn operator = new AuthorisedSingleSignOn(singleSignOn("acme"), refusals, true);
    assertThat(operator.set("test", Map.of(SignIn.PRIVATE_NETWORK, "true"), null).provider()).isEqualTo("test");
  }

  @Test
  void nobodyComesInWhenItCannotBeRecorded() {
    invite("ann@acme.example", SignInWay.SSO);
    house.proven = proven("subject-1", "ann@acme.example", true);
    SingleSignOnStart start = begin();
    house.auditTakesEvents = false;
    assertThatThrownBy(() -> house.identity.frontDoor().finishSingleSignOn("acme", BACK, start.browser(), state(start), House.BROWSER))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE));
  }

  private Session comeIn() {
    SingleSignOnStart start = begin();
    return house.identity.frontDoor().finishSingleSignOn("acme", BACK, start.browser(), state(start), House.BROWSER);
  }

  private SingleSignOnStart begin() {
    return house.identity.frontDoor().beginSingleSignOn("acme", BACK, House.BROWSER);
  }

  private static Map<String, String> state(SingleSignOnStart start) {
    return new HashMap<>(Map.of("state", start.location().getQuery().substring("state=".length()), "code", "c"));
  }

  private void refused(ErrorCode code, String message) {
    assertThatThrownBy(this::comeIn)
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private void notHeld(String why, String organisation, URI back, String browser, Map<String, String> parameters) {
    house.later(Duration.ofMinutes(1));
    assertThatThrownBy(() -> house.identity.frontDoor().finishSingleSignOn(organisation, back, browser, parameters, House.BROWSER))
        .as(why)
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SIGNED_IN));
  }

  private void doesNotHold(String token) {
    assertThatThrownBy(() -> house.identity.frontDoor().session(token, House.BROWSER))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SIGNED_IN));
  }

  private Invitation invite(String email, SignInWay way) {
    return members("acme").invite(email, "Somebody", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.VIEWER), way);
  }

  private Members members(String organisation) {
    return house.identity.members(organisation, House.OPERATOR, false);
  }

  private SingleSignOn singleSignOn(String organisation) {
    return house.identity.singleSignOn(organisation, Caller.system("operator"));
  }

  private static ProvenIdentity proven(String subject, @Nullable String email, boolean verified) {
    return new ProvenIdentity("https://login.example", subject, email, verified, "Ann", null);
  }
}
