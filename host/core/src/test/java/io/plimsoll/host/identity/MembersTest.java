package io.plimsoll.host.identity;

import static io.plimsoll.host.identity.House.BROWSER;
import static io.plimsoll.host.identity.House.OPERATOR;
import static io.plimsoll.host.identity.House.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Accounts;
import io.plimsoll.api.identity.ApiKeys;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.Invitation;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.NewApiKey;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.PortfolioShare;
import io.plimsoll.api.identity.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembersTest {
  private static final String ANN = "ann@acme.example";
  private static final String BEN = "ben@acme.example";

  @TempDir private Path folder;
  private House house;
  private Members acme;
  private FrontDoor door;

  @BeforeEach
  void open() {
    house = new House(folder).organisation("acme").organisation("other");
    house.person(ANN);
    house.person(BEN);
    acme = house.identity.members("acme", OPERATOR, false);
    door = house.identity.frontDoor();
    acme.invite(ANN, "Ann", OrganisationRole.OWNER, Map.of());
    acme.requireSecondFactor(false);
  }

  @Test
  void oneOwnerStaysAlways() {
    assertFails(ErrorCode.REFUSED, () -> acme.remove(ANN));
    assertFails(ErrorCode.REFUSED, () -> acme.change(ANN, OrganisationRole.MEMBER, Map.of()));
    assertFails(ErrorCode.REFUSED, () -> house.identity.people().remove(ANN, OPERATOR));

    acme.invite(BEN, "Ben", OrganisationRole.OWNER, Map.of());
    house.identity.people().disable(BEN, true, OPERATOR);
    assertFails(ErrorCode.REFUSED, () -> acme.remove(ANN));

    house.identity.people().disable(BEN, false, OPERATOR);
    acme.remove(ANN);
    assertThat(acme.list()).extracting(m -> m.person().email()).containsExactly(BEN);
  }

  @Test
  void aStrangerIsInvitedAndJoins() {
    Invitation invitation =
        house.identity.members("acme", OPERATOR, true).invite("cat@acme.example", "Cat", OrganisationRole.MEMBER, Map.of("azure", AccessRole.VIEWER));

    door.accept(invitation.token().token(), null, null, PASSWORD, BROWSER);

    assertThat(house.signedIn("cat@acme.example").organisations()).singleElement()
        .satisfies(o -> assertThat(o.access()).containsExactly(Map.entry("azure", AccessRole.VIEWER)));
  }

  @Test
  void whoIsSignedInDoesNotAddAnAccountThatProvesNoAddress() {
    Members asOwner = house.identity.members("acme", OPERATOR, true);

    assertFails(ErrorCode.REFUSED, () -> asOwner.invite(BEN, "Ben", OrganisationRole.MEMBER, Map.of()));
    assertFails(ErrorCode.ALREADY_EXISTS, () -> asOwner.invite(ANN, "Ann", OrganisationRole.MEMBER, Map.of()));
  }

  @Test
  void aMemberOfElsewhereIsNobodyHere() {
    house.identity.members("other", OPERATOR, false).invite(BEN, "Ben", OrganisationRole.OWNER, Map.of());

    assertFails(ErrorCode.NOT_FOUND, () -> acme.change(BEN, OrganisationRole.MEMBER, Map.of()));
    assertFails(ErrorCode.NOT_FOUND, () -> acme.remove(BEN));
    assertFails(ErrorCode.NOT_FOUND, () -> house.identity.keys("acme", OPERATOR).create(BEN, "x", Set.of(Scope.READ), null));
    assertThat(house.signedIn(BEN).organisations()).extracting(o -> o.profile().name()).containsExactly("other");
    assertFails(ErrorCode.NOT_FOUND, () -> house.signedIn(BEN).organisation("acme"));
    assertFails(ErrorCode.NOT_FOUND, () -> house.signedIn(BEN).organisation("no-such"));
  }

  @Test
  void whatIsGivenNamesConnectionsThatAreThere() {
    assertThatThrownBy(() -> acme.invite(BEN, "Ben", OrganisationRole.MEMBER, Map.of("azur", AccessRole.VIEWER)))
        .hasMessage("There is no connection azur in acme.");
    assertFails(ErrorCode.INVALID_REQUEST, () -> acme.invite(BEN, "Ben", OrganisationRole.OWNER, Map.of("azure", AccessRole.VIEWER)));
  }

  @Test
  void nobodyGetsInWithoutTheSecondFactorThatIsRequired() {
    acme.requireSecondFactor(true);

    assertThat(house.signedIn(ANN).organisations()).singleElement().satisfies(o -> assertThat(o.secondFactorMissing()).isTrue());
    assertFails(ErrorCode.NOT_ALLOWED, () -> house.signedIn(ANN).organisation("acme"));
  }

  @Test
  void aPortfolioReachesWhatIsSharedWithItAndNoMore() {
    house.identity.people().portfolios().create("msp", OPERATOR);
    house.identity.people().portfolios().add("msp", BEN, OPERATOR);
    assertThat(house.signedIn(BEN).organisations()).isEmpty();

    assertThat(acme.share("msp", AccessRole.VIEWER)).containsExactly(new PortfolioShare("msp", "acme", AccessRole.VIEWER));
    assertThat(house.signedIn(BEN).organisations()).singleElement().satisfies(
        o -> {
          assertThat(o.role()).isNull();
          assertThat(o.access()).containsExactly(Map.entry(Member.EVERY, AccessRole.VIEWER));
        });

    acme.share("msp", AccessRole.NONE);
    assertThat(house.signedIn(BEN).organisations()).isEmpty();
    assertFails(ErrorCode.NOT_FOUND, () -> acme.share("no-such", AccessRole.VIEWER));
  }

  @Test
  void theGreatestOfWhatWasGivenCounts() {
    Authority authority =
        Authority.of(
            new Member(house.identity.account(BEN).person(), OrganisationRole.MEMBER, Map.of("azure", AccessRole.ADMIN)),
            List.of(new PortfolioShare("msp", "acme", AccessRole.VIEWER)),
            EnumSet.allOf(Scope.class));

    assertThat(authority.on("azure")).isEqualTo(AccessRole.ADMIN);
    assertThat(authority.on("other")).isEqualTo(AccessRole.VIEWER);
    assertThat(Authority.of(null, List.of(), Set.of()).sees("azure")).isFalse();
  }

  @Test
  void aKeyHoldsUntilItIsRevokedOrExpires() throws Exception {
    ApiKeys keys = house.identity.keys("acme", OPERATOR);
    NewApiKey made = keys.create(ANN, "nightly", Set.of(Scope.READ), house.now.plus(Duration.ofDays(1)));

    assertThat(made.secret()).startsWith(made.key().prefix()).hasSize(44).startsWith("plm_");
    assertThat(made.key().prefix()).hasSize(12);
    assertThat(new String(Files.readAllBytes(folder.resolve("control.db")), StandardCharsets.ISO_8859_1))
        .contains(made.key().prefix()).doesNotContain(made.secret().substring(12));
    assertThat(door.key(made.secret(), "GET /x", BROWSER).scopes()).containsExactly(Scope.READ);
    assertThat(house.events.get(house.events.size() - 1))
        .satisfies(
            e -> {
              assertThat(e.type()).isEqualTo("key.used");
              assertThat(e.subject()).isEqualTo(made.key().prefix());
              assertThat(e.details()).containsEntry("endpoint", "GET /x").containsEntry("person", ANN).containsEntry("organisation", "acme");
              assertThat(e.caller().address()).isEqualTo("203.0.113.7");
              assertThat(e.caller().agent()).isEqualTo("browser");
            });

    assertNoKey(made.key().prefix());
    assertNoKey(made.secret().substring(0, 43) + (made.secret().endsWith("a") ? "b" : "a"));
    assertNoKey("");
    NewApiKey second = keys.create(ANN, "other", Set.of(Scope.READ), null);
    keys.revoke(second.key().prefix());
    assertNoKey(second.secret());
    house.later(Duration.ofDays(1));
    assertNoKey(made.secret());
    assertFails(ErrorCode.NOT_FOUND, () -> house.identity.keys("other", OPERATOR).revoke(made.key().prefix()));
  }

  @Test
  void whenAKeyWasUsedLastIsKnownToTheMinute() {
    NewApiKey made = house.identity.keys("acme", OPERATOR).create(ANN, "report", Set.of(Scope.READ), null);
    assertThat(made.key().lastUsedAt()).isNull();
    door.key(made.secret(), "GET /", BROWSER);
    Instant first = house.now;
    house.later(Duration.ofSeconds(40));
    door.key(made.secret(), "GET /", BROWSER);
    assertThat(house.identity.keys("acme", OPERATOR).list()).singleElement().satisfies(k -> assertThat(k.lastUsedAt()).isEqualTo(first));

    house.later(Duration.ofSeconds(40));
    door.key(made.secret(), "GET /", BROWSER);
    assertThat(house.identity.keys("acme", OPERATOR).list().get(0).lastUsedAt()).isEqualTo(house.now);
  }

  @Test
  void aLostInvitationIsMadeAgainButNotForWhoJoinedOrIsInvitedElsewhere() {
    Members asOwner = house.identity.members("acme", OPERATOR, true);
    OneTimeToken lost = asOwner.invite("cleo@acme.example", "Cleo", OrganisationRole.MEMBER, Map.of()).token();
    OneTimeToken again = asOwner.inviteAgain("cleo@acme.example");
    assertFails(ErrorCode.NOT_FOUND, () -> door.token(lost.token(), BROWSER));
    assertThat(door.token(again.token(), BROWSER).email()).isEqualTo("cleo@acme.example");

    // An operator puts her into another organisation too: its owner must not come by a token for her.
    Members other = house.identity.members("other", OPERATOR, false);
    other.invite("cleo@acme.example", "Cleo", OrganisationRole.MEMBER, Map.of());
    assertFails(ErrorCode.REFUSED, () -> house.identity.members("other", OPERATOR, true).inviteAgain("cleo@acme.example"));
    OneTimeToken last = other.inviteAgain("cleo@acme.example");
    door.accept(last.token(), null, null, House.PASSWORD, BROWSER);
    assertFails(ErrorCode.REFUSED, () -> asOwner.inviteAgain("cleo@acme.example"));
    assertFails(ErrorCode.NOT_FOUND, () -> asOwner.inviteAgain(BEN));
  }

  @Test
  void organisationsComeAPageAtATime() {
    house.organisation("middle").identity.members("middle", OPERATOR, false).invite(ANN, "Ann", OrganisationRole.MEMBER, Map.of());
    house.identity.people().portfolios().create("msp", OPERATOR);
    house.identity.people().portfolios().add("msp", ANN, OPERATOR);
    house.identity.members("other", OPERATOR, false).share("msp", AccessRole.VIEWER);
    acme.share("msp", AccessRole.VIEWER);

    assertThat(names(null, 2)).containsExactly("acme", "middle");
    assertThat(names("middle", 2)).containsExactly("other");
    assertThat(names("other", 2)).isEmpty();
    assertThat(house.signedIn(ANN).access("other").portfolios()).containsExactly("msp");
    assertFails(ErrorCode.NOT_FOUND, () -> house.signedIn(BEN).access("acme"));
    NewApiKey key = house.identity.keys("acme", OPERATOR).create(ANN, "report", Set.of(Scope.READ), null);
    assertThat(door.key(key.secret(), "GET /", BROWSER).organisations(null, 10)).extracting(o -> o.profile().name()).containsExactly("acme");
    assertThat(door.key(key.secret(), "GET /", BROWSER).organisations("acme", 10)).isEmpty();
  }

  private List<String> names(String after, int limit) {
    return house.signedIn(ANN).organisations(after, limit).stream().map(o -> o.profile().name()).toList();
  }

  @Test
  void aLegalHoldIsAnOwnersWhoSignedIn() {
    acme.invite(BEN, "Ben", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.ADMIN));

    assertFails(ErrorCode.NOT_ALLOWED, () -> house.signedIn(BEN).hold("acme", true));
    assertFails(ErrorCode.NOT_FOUND, () -> house.signedIn(BEN).hold("other", true));
    NewApiKey key = house.identity.keys("acme", OPERATOR).create(ANN, "all", EnumSet.allOf(Scope.class), null);
    assertFails(ErrorCode.NOT_ALLOWED, () -> door.key(key.secret(), "PUT /", BROWSER).hold("acme", true));
    assertThat(house.control.get("acme").legalHold()).isFalse();
    assertThat(house.signedIn(ANN).hold("acme", true).legalHold()).isTrue();
    acme.requireSecondFactor(true);
    assertFails(ErrorCode.NOT_ALLOWED, () -> house.signedIn(ANN).hold("acme", false));
  }

  @Test
  void anOperatorLooksAfterAccountsAndNobodyElseDoes() {
    OneTimeToken operator = house.identity.people().invite("olga@host.example", "Olga", true, OPERATOR);
    String olga = door.accept(operator.token(), null, null, House.PASSWORD, BROWSER).id();
    String ben = house.identity.people().get(BEN, OPERATOR).id();
    assertFails(ErrorCode.NOT_ALLOWED, () -> house.signedIn(ANN).accounts());

    Accounts accounts = house.signedIn("olga@host.example").accounts();
    assertThat(accounts.reset(ben).email()).isEqualTo(BEN);
    assertThat(accounts.disable(ben, true).state()).isEqualTo(Person.State.DISABLED);
    assertThat(accounts.disable(ben, false).state()).isEqualTo(Person.State.ACTIVE);
    assertFails(ErrorCode.REFUSED, () -> accounts.disable(olga, true));
    assertFails(ErrorCode.NOT_FOUND, () -> accounts.endSessions("nobody"));
  }

  @Test
  void aKeyEndsWithItsPersonAndHisMembership() {
    acme.invite(BEN, "Ben", OrganisationRole.OWNER, Map.of());
    NewApiKey key = house.identity.keys("acme", OPERATOR).create(BEN, "ben's", EnumSet.allOf(Scope.class), null);

    assertFails(ErrorCode.NOT_FOUND, () -> door.key(key.secret(), "GET /x", BROWSER).organisation("other"));
    assertFails(ErrorCode.NOT_ALLOWED, () -> door.key(key.secret(), "GET /x", BROWSER).people(null, 1));
    assertFails(ErrorCode.NOT_ALLOWED, () -> door.key(key.secret(), "GET /x", BROWSER).setUpSecondFactor(PASSWORD));
    house.identity.people().disable(BEN, true, OPERATOR);
    assertNoKey(key.secret());
    house.identity.people().disable(BEN, false, OPERATOR);
    acme.remove(BEN);
    assertNoKey(key.secret());
  }

  @Test
  void aKeyThatCouldNotBeRecordedIsNotUsed() {
    NewApiKey key = house.identity.keys("acme", OPERATOR).create(ANN, "x", Set.of(Scope.READ), null);
    house.auditTakesEvents = false;

    assertFails(ErrorCode.AUDIT_UNAVAILABLE, () -> door.key(key.secret(), "GET /x", BROWSER));
  }

  private void assertNoKey(String secret) {
    assertFails(ErrorCode.NOT_SIGNED_IN, () -> door.key(secret, "GET /x", BROWSER));
  }

  private static void assertFails(ErrorCode code, Runnable act) {
    assertThatThrownBy(act::run).isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
