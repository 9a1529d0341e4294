package io.plimsoll.host.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.NewApiKey;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.ProvenIdentity;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.api.identity.SignInWay;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.api.identity.SingleSignOnStart;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Event, how it is caused, what is on record: the events about people that a customer's security team asks for, each with
 * who, where from, with what, when and how it ended.
 */
class AuditTableTest {
  private static final URI BACK = URI.create("https://costs.example/sso/acme/callback");
  private static final Caller OWNER = new Caller("owner@acme.example", "203.0.113.7", "browser");

  @TempDir Path folder;

  private interface Act {
    void run() throws Exception;
  }

  @Test
  void everyEventAboutPeopleIsOnRecord() throws Exception {
    House house = new House(folder).organisation("acme");
    var members = house.identity.members("acme", OWNER, false);
    var keys = house.identity.keys("acme", OWNER);
    var sso = house.identity.singleSignOn("acme", OWNER);
    var people = house.identity.people();
    String ann = house.person("ann@acme.example");
    members.invite(ann, "Ann", OrganisationRole.OWNER, Map.of());
    members.requireSecondFactor(false);
    NewApiKey[] key = new NewApiKey[1];
    Map<String, Act> table = new LinkedHashMap<>();
    table.put("session.started DONE ann@acme.example", () -> house.session(ann));
    table.put("session.started REFUSED ann@acme.example", () -> house.signIn(ann, "wrong", null));
    table.put("session.started REFUSED nobody", () -> house.signIn("x@acme.example", "wrong", null));
    table.put("session.ended DONE ann@acme.example", () -> house.signedIn(ann).signOut());
    table.put("sessions.listed DONE ann@acme.example", () -> house.signedIn(ann).sessions());
    table.put("session.ended DONE ann@acme.example of another", () -> {
      house.session(ann);
      SignedIn here = house.signedIn(ann);
      here.endSession(here.sessions().stream().filter(s -> !s.current()).findFirst().orElseThrow().id());
    });
    table.put("sessions.ended DONE ann@acme.example but this", () -> house.signedIn(ann).endOtherSessions());
    table.put("sessions.ended DONE ann@acme.example", () -> house.signedIn(ann).endSessions());
    table.put("sessions.ended DONE owner@acme.example", () -> people.endSessions(ann, OWNER));
    table.put("second-factor.begun DONE ann@acme.example", () -> house.signedIn(ann).setUpSecondFactor(House.PASSWORD));
    table.put("second-factor.removed DONE owner@acme.example", () -> people.resetSecondFactor(ann, OWNER));
    table.put("person.invited DONE owner@acme.example", () -> people.invite("dan@acme.example", "Dan", false, OWNER));
    table.put("person.joined DONE eve@acme.example", () ->
        house.identity.frontDoor().accept(people.invite("eve@acme.example", "Eve", false, OWNER).token(), null, null, House.PASSWORD, House.BROWSER));
    table.put("password.reset DONE eve@acme.example", () ->
        house.identity.frontDoor().accept(people.reset("eve@acme.example", OWNER).token(), null, null, House.PASSWORD, House.BROWSER));
    table.put("person.removed DONE owner@acme.example", () -> people.remove("dan@acme.example", OWNER));
    table.put("people.listed DONE owner@acme.example", () -> people.list(null, 5, OWNER));
    table.put("portfolio.created DONE owner@acme.example", () -> people.portfolios().create("msp", OWNER));
    table.put("portfolio.joined DONE owner@acme.example", () -> people.portfolios().add("msp", ann, OWNER));
    table.put("share.made DONE owner@acme.example", () -> members.share("msp", AccessRole.VIEWER));
    table.put("share.ended DONE owner@acme.example", () -> members.share("msp", AccessRole.NONE));
    table.put("portfolio.left DONE owner@acme.example", () -> people.portfolios().remove("msp", ann, OWNER));
    table.put("portfolio.deleted DONE owner@acme.example", () -> people.portfolios().delete("msp", OWNER));
    table.put("organisations.listed DONE ann@acme.example", () -> house.signedIn(ann).organisations());
    table.put("session.used REFUSED nobody", () -> house.identity.frontDoor().session("forged", House.BROWSER));
    table.put("key.created DONE owner@acme.example", () -> key[0] = keys.create(ann, "nightly", Set.of(Scope.READ), null));
    table.put("key.used DONE ann@acme.example by key", () -> house.identity.frontDoor().key(key[0].secret(), "GET /x", House.BROWSER));
    table.put("key.used REFUSED nobody", () -> house.identity.frontDoor().key("plm_nobody0000", "GET /x", House.BROWSER));
    table.put("key.revoked DONE owner@acme.example", () -> keys.revoke(key[0].key().prefix()));
    table.put("member.invited DONE owner@acme.example", () -> members.invite("ben@acme.example", "Ben", OrganisationRole.MEMBER, Map.of()));
    table.put("member.changed DONE owner@acme.example", () -> members.change("ben@acme.example", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.VIEWER)));
    table.put("second-factor.policy.changed DONE owner@acme.example", () -> members.requireSecondFactor(true));
    table.put("single-sign-on.set DONE owner@acme.example", () -> sso.set("test", Map.of(), Secret.of("s".toCharArray())));
    table.put("member.sign-in.changed DONE owner@acme.example", () -> members.signInBy("ben@acme.example", SignInWay.SSO));
    table.put("session.begun STARTED nobody", () -> house.identity.frontDoor().beginSingleSignOn("acme", BACK, House.BROWSER));
    table.put("identity.linked DONE ben@acme.example", () -> comeIn(house));
    table.put("session.started DONE ben@acme.example", () -> comeIn(house));
    table.put("single-sign-on.removed DONE owner@acme.example", sso::remove);
    table.put("member.removed DONE owner@acme.example", () -> members.remove("ben@acme.example"));
    table.put("password.changed DONE ann@acme.example", () -> house.signedIn(ann).changePassword(House.PASSWORD, "nine loud geese land here"));
    table.put("access.refused REFUSED ann@acme.example", () -> {
      String other = "nine loud geese land here";
      var session = ((io.plimsoll.api.identity.SignInAnswer.Granted) house.signIn(ann, other, null)).session();
      house.identity.frontDoor().session(session.token(), House.BROWSER).people(null, 1);
    });
    table.put("person.disabled DONE owner@acme.example", () -> people.disable(ann, true, OWNER));
    table.put("person.enabled DONE owner@acme.example", () -> people.disable(ann, false, OWNER));
    table.put("person.reset DONE owner@acme.example", () -> people.reset(ann, OWNER));
    table.put("token.used REFUSED nobody", () -> house.identity.frontDoor().accept("made-up", null, null, "x", House.BROWSER));

    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, Act> each : table.entrySet()) {
      int before = house.events.size();
      Throwable thrown = catchThrowable(each.getValue()::run);
      assertThat(thrown == null || thrown instanceof PlimsollException).as(each.getKey() + ": " + thrown).isTrue();
      String[] wanted = each.getKey().replaceFirst(" (of another|but this)$", "").split(" ", 3);
      List<AuditEvent> since = house.events.subList(before, house.events.size());
      if (since.stream().noneMatch(e -> isSuch(e, wanted, house))) {
        missing.add(each.getKey() + " among " + since.stream().map(e -> e.type() + " " + e.outcome() + " " + e.caller().user()).toList());
      }
    }
    assertThat(missing).isEmpty();
    assertThat(table).hasSizeGreaterThanOrEqualTo(43);
  }

  private static boolean isSuch(AuditEvent event, String[] wanted, House house) {
    return event.type().equals(wanted[0])
        && event.outcome().name().equals(wanted[1])
        && event.caller().user().startsWith(wanted[2])
        && event.caller().address().equals("203.0.113.7")
        && event.caller().agent().equals("browser")
        && event.time().equals(house.now);
  }

  private static void comeIn(House house) {
    house.proven = new ProvenIdentity("https://login.example", "ben", "ben@acme.example", true, "Ben", null);
    SingleSignOnStart start = house.identity.frontDoor().beginSingleSignOn("acme", BACK, House.BROWSER);
    String state = start.location().getQuery().substring("state=".length());
    house.identity.frontDoor().finishSingleSignOn("acme", BACK, start.browser(), Map.of("state", state, "code", "c"), House.BROWSER);
  }
}
