package io.plimsoll.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.console.api.Site.Reply;
import io.plimsoll.console.work.LongWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every route, asked by everybody: each kind of member, the same kinds of another organisation, a partner, keys, an
 * operator, and nobody. A route without an entry in the table fails.
 */
@Timeout(150)
class IsolationMatrixTest {
  private static final String ACME = "/organisations/{organisation}";

  /** Who may, of those who are in acme or were given a key of it. */
  private enum Need {
    /** Whoever asks, signed in or not. */
    ANYBODY(null),
    /** Whoever is signed in. */
    SIGNED_IN(null),
    /** A person who signed in, not a key. */
    PERSON(null),
    /** The operator of the host. */
    OPERATOR(null),
    /** Whoever reaches the organisation and may read. */
    REACHES(Set.of("owner", "admin", "editor", "viewer", "limited", "nothing", "partner", "key-read", "key-all")),
    /** Who sees every connection. */
    SEES_ALL(Set.of("owner", "admin", "editor", "viewer", "partner", "key-read", "key-all")),
    /** Who may collect every connection. */
    COLLECTS_ALL(Set.of("owner", "admin", "editor", "key-all")),
    /** Who edits every connection; reading. */
    TRIES_ALL(Set.of("owner", "admin", "editor", "key-read", "key-all")),
    /** Who may collect the first connection. */
    COLLECTS_FIRST(Set.of("owner", "admin", "editor", "limited", "key-all")),
    /** Who administers every connection; reading. */
    ADMINISTERS_READING(Set.of("owner", "admin", "key-read", "key-all")),
    /** Who administers every connection; changing. */
    ADMINISTERS(Set.of("owner", "admin", "key-all")),
    /** An owner who signed in. */
    OWNER_IN_PERSON(Set.of("owner")),
    /** An owner. */
    OWNER(Set.of("owner", "key-all")),
    /** Nobody of acme: it takes an operator who is in it. */
    NONE_OF_ACME(Set.of());

    final Set<String> may;

    Need(Set<String> may) {
      this.may = may;
    }
  }

  private record Entry(Need need, String query, Object body) {}

  private static final Map<String, Entry> TABLE = new HashMap<>();

  private static void entry(String id, Need need) {
    TABLE.put(id, new Entry(need, "", null));
  }

  private static void entry(String id, Need need, String query, Object body) {
    TABLE.put(id, new Entry(need, query, body));
  }

  static {
    entry("signIn", Need.ANYBODY, "", Map.of("email", "x@y.example", "password", "wrong"));
    entry("acceptInvitation", Need.ANYBODY, "", Map.of("token", "wrong", "password", "x"));
    entry("showSession", Need.SIGNED_IN);
    entry("signOut", Need.PERSON);
    entry("changePassword", Need.PERSON, "", Map.of("current", "wrong", "chosen", "x"));
    entry("setUpSecondFactor", Need.PERSON, "", Map.of("password", "wrong"));
    entry("confirmSecondFactor", Need.PERSON, "", Map.of("code", "000000"));
    entry("listOrganisations", Need.SIGNED_IN);
    entry("createOrganisation", Need.OPERATOR, "", Map.of("name", "X", "region", "westeurope"));
    entry("listPlugins", Need.OPERATOR);
    entry("listBundles", Need.OPERATOR);
    entry("listPeople", Need.OPERATOR);
    entry("showOrganisation", Need.REACHES);
    entry("listConnections", Need.REACHES);
    entry("connect", Need.NONE_OF_ACME, "", Map.of("store", "https://account.example/exports"));
    entry("listCredentials", Need.REACHES);
    entry("revokeCredential", Need.ADMINISTERS);
    entry("checkAccess", Need.ADMINISTERS);
    entry("collect", Need.COLLECTS_ALL, "", Map.of());
    entry("showCollection", Need.REACHES);
    entry("cancelCollection", Need.REACHES);
    entry("listRuns", Need.REACHES);
    entry("listReceipts", Need.REACHES, "?period=2025-10", null);
    entry("compareRuns", Need.REACHES, "?before=a&after=b", null);
    entry("askCosts", Need.REACHES, "?from=2025-10-01&to=2025-11-01", null);
    entry("askSql", Need.SEES_ALL, "", Map.of("sql", "select 1"));
    entry("listAnomalies", Need.SEES_ALL, "?from=2025-10-01&to=2025-11-01", null);
    entry("listSkippedDetectors", Need.SEES_ALL);
    entry("showSchedule", Need.REACHES);
    entry("listReceiptHistory", Need.REACHES, "?period=2025-10", null);
    entry("listTags", Need.REACHES, "?from=2025-10-01&to=2025-11-01", null);
    entry("showAnomaly", Need.SEES_ALL);
    entry("showAnomalyHistory", Need.SEES_ALL);
    entry("moveAnomaly", Need.COLLECTS_ALL, "", Map.of("state", "resolved"));
    entry("judgeAnomaly", Need.COLLECTS_ALL, "", Map.of("feedback", "expected"));
    entry("listTolerances", Need.SEES_ALL);
    entry("forgetFeedback", Need.COLLECTS_ALL);
    entry("showAnomalyPolicy", Need.SEES_ALL);
    entry("setSeverity", Need.ADMINISTERS, "", Map.of("connection", "no-such", "rows", List.of(), "newCharge", "high"));
    entry("resetSeverity", Need.ADMINISTERS);
    entry("setSensitivity", Need.ADMINISTERS, "", Map.of("connection", "no-such", "sensitivity", "low"));
    entry("resetSensitivity", Need.ADMINISTERS);
    entry("listPlannedEvents", Need.SEES_ALL);
    entry("addPlannedEvent", Need.COLLECTS_ALL, "", Map.of("name", "same", "from", "2020-01-01", "to", "2020-01-02"));
    entry("removePlannedEvent", Need.COLLECTS_ALL, "?name=none", null);
    entry("backtest", Need.TRIES_ALL, "", Map.of("detectors", List.of("no-such")));
    entry("showBacktest", Need.REACHES);
    entry("cancelBacktest", Need.REACHES);
    entry("showTrust", Need.OWNER);
    entry("listBacktestAlerts", Need.REACHES);
    entry("listChannels", Need.OWNER);
    entry("setChannel", Need.NONE_OF_ACME, "", Map.of("notifier", "webhook"));
    entry("removeChannel", Need.OWNER);
    entry("testChannel", Need.OWNER);
    entry("listRules", Need.OWNER);
    entry("setRule", Need.OWNER, "", Map.of("events", List.of("anomaly-detected"), "channels", List.of("no-such")));
    entry("removeRule", Need.OWNER);
    entry("listDeliveries", Need.OWNER);
    entry("listActions", Need.ADMINISTERS_READING);
    entry("proposeAction", Need.ADMINISTERS, "", Map.of("connection", "exports-0", "kind", "create"));
    entry("showAction", Need.ADMINISTERS_READING);
    entry("approveAction", Need.ADMINISTERS, "", Map.of("digest", "0"));
    entry("rejectAction", Need.ADMINISTERS, "", Map.of());
    entry("executeAction", Need.ADMINISTERS);
    entry("showExecution", Need.REACHES);
    entry("checkAction", Need.ADMINISTERS);
    entry("revertAction", Need.ADMINISTERS);
    entry("applyRetention", Need.OWNER, "", Map.of("dryRun", false));
    entry("readAudit", Need.OWNER);
    entry("verifyAudit", Need.OWNER);
    entry("listGrants", Need.OWNER);
    entry("changeGrants", Need.OWNER, "", Map.of("grant", List.of(), "revoke", List.of()));
    entry("showSettings", Need.OWNER);
    entry("changeSettings", Need.OWNER, "", Map.of("settings", Map.of()));
    entry("listPins", Need.ADMINISTERS_READING);
    entry("pin", Need.OWNER, "", Map.of("range", "[1,2)"));
    entry("unpin", Need.OWNER);
    entry("listMembers", Need.OWNER);
    entry("inviteMember", Need.OWNER, "", Map.of("email", "no address", "role", "member"));
    entry("changeMember", Need.OWNER, "", Map.of("role", "member"));
    entry("removeMember", Need.OWNER);
    entry("inviteMemberAgain", Need.OWNER);
    entry("setHold", Need.OWNER_IN_PERSON, "", Map.of("on", false));
    entry("endSessions", Need.PERSON);
    entry("listSessions", Need.PERSON);
    entry("endOneSession", Need.PERSON);
    entry("resetPerson", Need.OPERATOR);
    entry("listPortfolios", Need.OPERATOR);
    entry("createPortfolio", Need.OPERATOR, "", Map.of("name", "X"));
    entry("deletePortfolio", Need.OPERATOR);
    entry("joinPortfolio", Need.OPERATOR, "", Map.of("email", "nobody@acme.example"));
    entry("leavePortfolio", Need.OPERATOR);
    entry("disablePerson", Need.OPERATOR, "", Map.of("disabled", false));
    entry("removeSecondFactor", Need.OPERATOR);
    entry("endSessionsOf", Need.OPERATOR);
    entry("showSecondFactorPolicy", Need.OWNER);
    entry("requireSecondFactor", Need.OWNER, "", Map.of("required", false));
    entry("showSingleSignOn", Need.OWNER);
    entry("setSingleSignOn", Need.OWNER, "", Map.of("provider", "none", "settings", Map.of()));
    entry("removeSingleSignOn", Need.OWNER);
    entry("changeSignIn", Need.OWNER, "", Map.of("way", "password"));
    entry("listShares", Need.OWNER);
    entry("share", Need.OWNER, "", Map.of("role", "none"));
    entry("listKeys", Need.OWNER);
    entry("createKey", Need.OWNER, "", Map.of("name", "", "scopes", List.of("read")));
    entry("revokeKey", Need.OWNER);
  }

  private static Site site;
  private static List<Route> routes;

  @BeforeAll
  static void open() {
    site = Site.peopled();
    try (RootAllocator allocator = new RootAllocator(); LongWork work = new LongWork()) {
      routes = Routes.all(work, allocator, Site::noTrust);
    }
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void everyRouteHasAnEntry() {
    assertThat(routes).extracting(Route::id).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(TABLE.keySet());
  }

  @Test
  void everybodyGetsWhatHeMayAndNothingElse() {
    List<String> leaks = new ArrayList<>();
    int asked = 0;
    for (Route route : routes) {
      Entry entry = TABLE.get(route.id());
      for (String guest : new TreeSet<>(site.guests.keySet())) {
        if (Set.of("signOut", "endSessions").contains(route.id()) && site.guests.get(guest).cookie() != null) {
          // It would end the session of everything behind; it has a test of its own.
          continue;
        }
        Reply reply = ask(guest, route, entry, "acme");
        asked++;
        String verdict = verdict(guest, entry.need(), reply.status(), route.path().startsWith(ACME));
        if (!verdict.isEmpty()) {
          leaks.add(route.method() + " " + route.path() + " as " + guest + ": " + verdict + ", got " + reply.status() + " " + reply.text());
        }
      }
    }
    assertThat(leaks).isEmpty();
    assertThat(asked).isGreaterThan(1150);
  }

  @Test
  void anOrganisationOfOthersLooksLikeOneThatIsNotThere() {
    for (Route route : routes) {
      if (route.path().startsWith(ACME)) {
        for (String guest : List.of("stranger-owner", "stranger-viewer", "stranger-key")) {
          Reply theirs = ask(guest, route, TABLE.get(route.id()), "acme");
          Reply none = ask(guest, route, TABLE.get(route.id()), "none");

          assertThat(theirs.status()).as(route.id()).isEqualTo(404);
          assertThat(theirs.text().replace("acme", "none")).as(route.id()).isEqualTo(none.text().replace("acme", "none"));
        }
      }
    }
  }

  @Test
  void whoSeesOneConnectionSeesNothingOfTheOther() {
    Reply costs = site.get("limited", "/api/v1/organisations/acme/costs?from=2025-10-01&to=2025-11-01");
    Reply whole = site.get("viewer", "/api/v1/organisations/acme/costs?from=2025-10-01&to=2025-11-01");

    assertThat(costs.json().at("/totals/0/value").asText()).isEqualTo("310");
    assertThat(whole.json().at("/totals/0/value").asText()).isEqualTo("465");
    assertThat(site.get("nothing", "/api/v1/organisations/acme/costs?from=2025-10-01&to=2025-11-01").json().get("totals")).isEmpty();
    for (String path : List.of("/connections", "/runs", "/receipts?period=2025-10", "/receipts/history?period=2025-10", "/schedule", "/credentials")) {
      assertThat(site.get("limited", "/api/v1/organisations/acme" + path).text())
          .as(path).contains("\"exports-0\"").doesNotContain("\"exports-1\"");
      assertThat(site.get("viewer", "/api/v1/organisations/acme" + path).text()).as(path).contains("\"exports-1\"");
    }
    assertThat(site.ask("limited", "POST", "/api/v1/organisations/acme/collections", Map.of("connection", "exports-1")).status()).isEqualTo(404);
    assertThat(site.ask("limited", "POST", "/api/v1/organisations/acme/collections", Map.of("connection", "exports-0")).status()).isEqualTo(202);
    String hidden = site.get("viewer", "/api/v1/organisations/acme/runs").json().at("/items/0/id").asText();
    String seen = site.get("limited", "/api/v1/organisations/acme/runs").json().at("/items/0/id").asText();
    String other = hidden.equals(seen) ? site.get("viewer", "/api/v1/organisations/acme/runs").json().at("/items/1/id").asText() : hidden;
    assertThat(site.get("limited", "/api/v1/organisations/acme/receipts/difference?before=" + seen + "&after=" + other).status()).isEqualTo(404);
  }

  @Test
  void theCollectionOfOneIsNobodyElsesToSeeOrEnd() {
    String path = site.ask("editor", "POST", "/api/v1/organisations/acme/collections", Map.of()).headers().firstValue("Location").orElseThrow();

    assertThat(site.get("editor", path).status()).isEqualTo(200);
    for (String guest : List.of("owner", "viewer", "stranger-owner")) {
      assertThat(site.get(guest, path).status()).as(guest).isEqualTo(404);
      assertThat(site.ask(guest, "DELETE", path, null).status()).as(guest).isEqualTo(404);
    }
    assertThat(site.get("stranger-owner", path.replace("acme", "other")).status()).isEqualTo(404);
  }

  @Test
  void failedAuthorisationsAreOnRecord() {
    site.get("viewer", "/api/v1/organisations/acme/members");

    Reply audit = site.get("owner", "/api/v1/organisations/acme/audit?type=access.refused&limit=500");
    assertThat(audit.text()).contains("viewer@acme.example").contains("\"act\":\"members\"");
  }

  private static Reply ask(String guest, Route route, Entry entry, String organisation) {
    String path =
        route.path()
            .replace("{organisation}", organisation)
            .replace("{connection}", route.id().equals("connect") ? "new" : "exports-0")
            .replaceAll("\\{[a-z]+}", "no-such");
    return site.ask(guest, route.method().name(), "/api/v1" + path + entry.query(), entry.body());
  }

  private static String verdict(String guest, Need need, int status, boolean ofAcme) {
    if (need == Need.ANYBODY) {
      return status >= 500 ? "must be answered" : "";
    }
    if (guest.equals("nobody")) {
      return status == 401 ? "" : "must sign in";
    }
    boolean key = site.guests.get(guest).key() != null;
    boolean may =
        switch (need) {
          case SIGNED_IN -> true;
          case PERSON -> !key;
          case OPERATOR -> guest.equals("operator");
          default -> need.may.contains(guest);
        };
    if (may) {
      boolean wrongPassword = need == Need.PERSON && status == 403;
      boolean ownThing = need == Need.REACHES && status == 404;
      return status < 500 && status != 401 && (status != 403 || wrongPassword || ownThing) ? "" : "must be let in";
    }
    boolean inside = Set.of("owner", "admin", "editor", "viewer", "limited", "nothing", "partner", "key-read", "key-all").contains(guest);
    if (ofAcme && !inside) {
      return status == 404 ? "" : "must find nothing";
    }
    // What one may not know of is not there; what one may know of and not do is forbidden.
    return status == 403 || (ofAcme && status == 404) ? "" : "must be refused";
  }
}
