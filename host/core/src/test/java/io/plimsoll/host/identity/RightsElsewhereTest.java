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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What another host on the same home decides about people holds at the next request here, although this one remembers what
 * it read: a host that serves, and a command beside it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RightsElsewhereTest {
  private House serving;
  private House beside;
  private Members acmeBeside;
  private int people;
  private String annsAddress;
  private String bensAddress;
  private String ann;
  private String ben;

  @BeforeAll
  void open(@TempDir Path folder) {
    serving = new House(folder).organisation("acme");
    beside = new House(folder);
    acmeBeside = beside.identity.members("acme", OPERATOR, false);
    // Owns it when the others are gone.
    serving.identity.members("acme", OPERATOR, false).invite(serving.person("eve@acme.example"), "Eve", OrganisationRole.OWNER, Map.of());
  }

  @BeforeEach
  void signIn() {
    people++;
    annsAddress = serving.person("ann" + people + "@acme.example");
    bensAddress = serving.person("ben" + people + "@acme.example");
    Members acme = serving.identity.members("acme", OPERATOR, false);
    acme.invite(annsAddress, "Ann", OrganisationRole.OWNER, Map.of());
    acme.invite(bensAddress, "Ben", OrganisationRole.MEMBER, Map.of("azure", AccessRole.VIEWER));
    acme.requireSecondFactor(false);
    ann = serving.session(annsAddress).token();
    ben = serving.session(bensAddress).token();
    // Both were here before, so everything about them is remembered.
    access(ann);
    access(ben);
  }

  @Test
  void whoIsDisabledThereIsOutHere() {
    beside.identity.people().disable(annsAddress, true, OPERATOR);

    assertIsOut(ann);
    assertThat(access(ben).role()).isEqualTo(OrganisationRole.MEMBER);
  }

  @Test
  void sessionsThatAreEndedThereAreOverHere() {
    beside.identity.people().endSessions(annsAddress, OPERATOR);

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
    beside.identity.people().remove(bensAddress, OPERATOR);

    assertIsOut(ben);
  }

  @Test
  void whatIsGivenAndTakenThereIsGivenAndTakenHere() {
    acmeBeside.change(bensAddress, OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.EDITOR));
    assertThat(access(ben).access()).containsExactly(Map.entry(Member.EVERY, AccessRole.EDITOR));

    acmeBeside.remove(bensAddress);
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
    beside.identity.people().portfolios().add("msp", bensAddress, OPERATOR);
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
