package io.plimsoll.host.identity;

import static io.plimsoll.host.identity.House.BROWSER;
import static io.plimsoll.host.identity.House.OPERATOR;
import static io.plimsoll.host.identity.House.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.OrganisationAccess;
import io.plimsoll.api.identity.OrganisationRole;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What another host on the same home decides about people holds at the next request here, although this one remembers what
 * it read: a host that serves, and a command beside it.
 */
class RightsElsewhereTest {
  private static final String ANN = "ann@acme.example";
  private static final String BEN = "ben@acme.example";

  @TempDir private Path folder;
  private House serving;
  private House beside;
  private Members acmeBeside;
  private String ann;
  private String ben;

  @BeforeEach
  void open() {
    serving = new House(folder).organisation("acme");
    serving.person(ANN);
    serving.person(BEN);
    Members acme = serving.identity.members("acme", OPERATOR, false);
    acme.invite(ANN, "Ann", OrganisationRole.OWNER, Map.of());
    acme.invite(BEN, "Ben", OrganisationRole.MEMBER, Map.of("azure", AccessRole.VIEWER));
    acme.requireSecondFactor(false);
    ann = serving.session(ANN).token();
    ben = serving.session(BEN).token();
    beside = new House(folder);
    acmeBeside = beside.identity.members("acme", OPERATOR, false);
    // Both were here before, so everything about them is remembered.
    access(ann);
    access(ben);
  }

  @Test
  void whoIsDisabledThereIsOutHere() {
    beside.identity.people().disable(ANN, true, OPERATOR);

    assertIsOut(ann);
    assertThat(access(ben).role()).isEqualTo(OrganisationRole.MEMBER);
  }

  @Test
  void sessionsThatAreEndedThereAreOverHere() {
    beside.identity.people().endSessions(ANN, OPERATOR);

    assertIsOut(ann);
  }

  @Test
  void whoSignsOutThereIsOutHere() {
    beside.identity.frontDoor().session(ann, BROWSER).signOut();

    assertIsOut(ann);
  }

  @Test
  void aPasswordChangedThereEndsTheSessionHere() {
    beside.identity.frontDoor().session(ann, BROWSER).changePassword(PASSWORD, "nine loud herons wade");

    assertIsOut(ann);
  }

  @Test
  void aPersonForgottenThereIsForgottenHere() {
    beside.identity.people().remove(BEN, OPERATOR);

    assertIsOut(ben);
  }

  @Test
  void whatIsGivenAndTakenThereIsGivenAndTakenHere() {
    acmeBeside.change(BEN, OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.EDITOR));
    assertThat(access(ben).access()).containsExactly(Map.entry(Member.EVERY, AccessRole.EDITOR));

    acmeBeside.remove(BEN);
    assertThatThrownBy(() -> access(ben))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void aSecondFactorThatIsRequiredThereIsMissingHere() {
    acmeBeside.requireSecondFactor(true);

    assertThat(access(ben).secondFactorMissing()).isTrue();
  }

  @Test
  void whatAPortfolioIsGivenThereShowsHere() {
    beside.identity.people().portfolios().create("msp", OPERATOR);
    beside.identity.people().portfolios().add("msp", BEN, OPERATOR);
    acmeBeside.share("msp", AccessRole.ADMIN);
    assertThat(access(ben).access()).containsEntry(Member.EVERY, AccessRole.ADMIN);

    acmeBeside.share("msp", AccessRole.NONE);
    assertThat(access(ben).access()).containsExactly(Map.entry("azure", AccessRole.VIEWER));
  }

  @Test
  void twoPeopleWhoComeByTurnsKeepTheirOwnRights() {
    for (int i = 0; i < 3; i++) {
      assertThat(access(ann).access()).containsExactly(Map.entry(Member.EVERY, AccessRole.ADMIN));
      assertThat(access(ben).access()).containsExactly(Map.entry("azure", AccessRole.VIEWER));
    }
  }

  private OrganisationAccess access(String token) {
    return serving.identity.frontDoor().session(token, BROWSER).access("acme");
  }

  private void assertIsOut(String token) {
    assertThatThrownBy(() -> access(token))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SIGNED_IN))
        .hasMessage("The session does not hold: it was ended, was not used for too long, has expired, or was never issued here.");
  }
}
