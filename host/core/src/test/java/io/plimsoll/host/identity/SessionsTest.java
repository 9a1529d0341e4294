package io.plimsoll.host.identity;

import static io.plimsoll.host.identity.House.BROWSER;
import static io.plimsoll.host.identity.House.OPERATOR;
import static io.plimsoll.host.identity.House.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.OpenSession;
import io.plimsoll.api.identity.Session;
import io.plimsoll.api.identity.SignInAnswer;
import io.plimsoll.api.identity.SignedIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One's own sessions: which there are, and what ends them. */
class SessionsTest {
  private static final Caller PHONE = new Caller("nobody", "198.51.100.4", "phone");

  @TempDir private Path folder;
  private House house;
  private FrontDoor door;

  @BeforeEach
  void open() {
    house = new House(folder);
    door = house.identity.frontDoor();
    house.person("ann@acme.example");
  }

  @Test
  void whatIsNotUsedEnds() {
    Session unused = house.session("ann@acme.example");
    Session used = house.session("ann@acme.example");
    house.later(Duration.ofMinutes(20));
    door.session(used.token(), BROWSER);
    house.later(Duration.ofMinutes(10));

    assertDoesNotHold(unused);
    assertThat(house.events).last().satisfies(e -> {
      assertThat(e.type()).isEqualTo("session.used");
      assertThat(e.caller().user()).isEqualTo("ann@acme.example");
      assertThat(e.details()).containsEntry("reason", "not used for too long");
    });
    assertThat(door.session(used.token(), BROWSER).sessions()).hasSize(1);
    house.later(Duration.ofMinutes(29));
    door.session(used.token(), BROWSER);
    house.later(Duration.ofMinutes(1));
    assertDoesNotHold(used);
  }

  @Test
  void eachShowsWhereWhenAndWithWhatItBegan() {
    Instant first = house.now;
    Session here = house.session("ann@acme.example");
    house.later(Duration.ofMinutes(5));
    SignedIn phone = door.session(phone().token(), PHONE);
    house.later(Duration.ofMinutes(1));

    assertThat(door.session(here.token(), BROWSER).sessions())
        .hasSize(2)
        .anySatisfy(
            s -> {
              assertThat(s.address()).isEqualTo("198.51.100.4");
              assertThat(s.agent()).isEqualTo("phone");
              assertThat(s.startedAt()).isEqualTo(first.plus(Duration.ofMinutes(5)));
              assertThat(s.current()).isFalse();
            })
        .anySatisfy(
            s -> {
              assertThat(s.address()).isEqualTo("203.0.113.7");
              assertThat(s.lastUsedAt()).isEqualTo(first.plus(Duration.ofMinutes(6)));
              assertThat(s.expiresAt()).isEqualTo(first.plus(Duration.ofMinutes(60)));
              assertThat(s.via()).isNull();
              assertThat(s.current()).isTrue();
            });
    assertThat(phone.sessions()).extracting(OpenSession::current).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aUseIsWrittenOnceAMinuteAtMost() {
    Session session = house.session("ann@acme.example");
    String id = door.session(session.token(), BROWSER).sessions().get(0).id();
    Instant began = house.now;
    house.later(Duration.ofSeconds(59));
    door.session(session.token(), BROWSER);

    assertThat(house.identity.openSessions.lastUsed(id)).contains(began);
    house.later(Duration.ofSeconds(1));
    door.session(session.token(), BROWSER);
    assertThat(house.identity.openSessions.lastUsed(id)).contains(house.now);
  }

  @Test
  void oneThatIsEndedIsRefusedAtOnceInEveryProcess() {
    House other = new House(folder);
    other.now = house.now;
    Session here = house.session("ann@acme.example");
    Session lost = phone();
    assertThat(other.identity.frontDoor().session(lost.token(), PHONE).person().email()).isEqualTo("ann@acme.example");
    SignedIn ann = door.session(here.token(), BROWSER);
    String id = ann.sessions().stream().filter(s -> !s.current()).findFirst().orElseThrow().id();

    ann.endSession(id);

    assertDoesNotHold(lost);
    assertThatThrownBy(() -> other.identity.frontDoor().session(lost.token(), PHONE)).hasMessageContaining("it was ended");
    assertThat(door.session(here.token(), BROWSER).sessions()).singleElement().matches(OpenSession::current);
    assertThat(house.events).anySatisfy(e -> {
      assertThat(e.type()).isEqualTo("session.ended");
      assertThat(e.details()).containsEntry("session", id);
    });
    assertThatThrownBy(() -> ann.endSession(id))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessageContaining("There is no such session; it may have ended by itself.");
  }

  @Test
  void allOthersEndAndThisOneGoesOn() {
    Session here = house.session("ann@acme.example");
    Session one = phone();
    Session two = phone();

    door.session(here.token(), BROWSER).endOtherSessions();

    assertDoesNotHold(one);
    assertDoesNotHold(two);
    assertThat(door.session(here.token(), BROWSER).sessions()).hasSize(1);
  }

  @Test
  void nobodySeesOrEndsAnotherPersonsSession() {
    house.person("ben@acme.example");
    Session ann = house.session("ann@acme.example");
    String id = door.session(ann.token(), BROWSER).sessions().get(0).id();
    SignedIn ben = house.signedIn("ben@acme.example");

    assertThat(ben.sessions()).extracting(OpenSession::id).doesNotContain(id);
    assertThatThrownBy(() -> ben.endSession(id)).isInstanceOf(PlimsollException.class);
    ben.endOtherSessions();
    assertThat(door.session(ann.token(), BROWSER).person().email()).isEqualTo("ann@acme.example");
  }

  @Test
  void anOperatorEndsSomebodysSessions() {
    Session ann = house.session("ann@acme.example");

    house.identity.people().endSessions("ann@acme.example", OPERATOR);

    assertDoesNotHold(ann);
    Session next = house.session("ann@acme.example");
    assertThat(door.session(next.token(), BROWSER).sessions()).hasSize(1);
  }

  private Session phone() {
    return ((SignInAnswer.Granted) door.signIn("ann@acme.example", PASSWORD, null, PHONE)).session();
  }

  private void assertDoesNotHold(Session session) {
    assertThatThrownBy(() -> door.session(session.token(), BROWSER))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SIGNED_IN));
  }
}
