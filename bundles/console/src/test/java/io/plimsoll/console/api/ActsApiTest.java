package io.plimsoll.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.console.api.Site.Reply;
import io.plimsoll.peers.console.Boards;
import io.plimsoll.testkit.ExampleSeries;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people do by HTTP: with anomalies, plans, notices, and writes that take two of them. */
@Timeout(60)
class ActsApiTest {
  private static final String ACME = "/api/v1/organisations/acme";
  private static final Boards BOARDS = new Boards();
  private static final Crier CRIER = new Crier();
  private static Site site;
  private static String anomaly;

  @BeforeAll
  static void open() {
    site = new Site("/", BOARDS, CRIER);
    OneTimeToken first = site.host.plimsoll().people().first(Site.OPERATOR).orElseThrow();
    site.accept(first.token(), "operator@host.example", "Operator");
    site.signIn("operator", "operator@host.example");
    CostSeries steady = ExampleSeries.from(LocalDate.of(2025, 10, 1)).days(50, 100).series();
    SeriesKey key = new SeriesKey(Map.of("ServiceName", "New service", "SubAccountName", "example"), "EffectiveCost", "EUR");
    BitSet everyDay = new BitSet();
    everyDay.set(0, 5);
    double[] costs = {400, 400, 400, 400, 400};
    site.host.collected("acme", steady, new CostSeries(key, LocalDate.of(2025, 11, 15), costs, everyDay));
    site.host.organisation("acme").members().requireSecondFactor(false);
    site.host.organisation("acme").members().invite("operator@host.example", "Operator", OrganisationRole.OWNER, Map.of());
    site.member("ann", "acme", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.ADMIN));
    site.member("viewer", "acme", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.VIEWER));
    anomaly =
        site.get("viewer", ACME + "/anomalies?from=2025-11-01&to=2025-11-21").json().at("/items/0/id").asText();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void anAnomalyIsTakenUpJudgedAndOpenedAgainAndItsHistorySaysSo() {
    assertThat(site.get("viewer", ACME + "/anomalies/" + anomaly).json().get("state").asText()).isEqualTo("open");
    Reply taken = site.ask("ann", "POST", ACME + "/anomalies/" + anomaly + "/state", Map.of("state", "acknowledged", "note", "asking"));
    assertThat(taken.json().get("state").asText()).as(taken.text()).isEqualTo("acknowledged");
    Reply twice = site.ask("ann", "POST", ACME + "/anomalies/" + anomaly + "/state", Map.of("state", "acknowledged"));
    assertThat(twice.status()).isEqualTo(409);
    assertThat(twice.json().get("detail").asText()).isEqualTo(anomaly + " is acknowledged, so it cannot be acknowledged.");
    assertThat(site.ask("viewer", "POST", ACME + "/anomalies/" + anomaly + "/state", Map.of("state", "resolved")).status()).isEqualTo(403);
    assertThat(site.ask("ann", "POST", ACME + "/anomalies/" + anomaly + "/state", Map.of("state", "retracted")).json().get("detail").asText())
        .contains("'state' is one of open, acknowledged, resolved, suppressed");

    Reply judged = site.ask("ann", "POST", ACME + "/anomalies/" + anomaly + "/feedback", Map.of("feedback", "expected", "note", "a launch"));
    assertThat(judged.json().get("state").asText()).as(judged.text()).isEqualTo("suppressed");
    assertThat(site.get("viewer", ACME + "/tolerances").json().at("/items/0/who").asText()).isEqualTo("ann@acme.example");
    JsonNode planned = site.get("viewer", ACME + "/calendar").json().get("items");
    assertThat(planned).as("its days are planned now").hasSize(1);
    String name = URLEncoder.encode(planned.at("/0/name").asText(), StandardCharsets.UTF_8).replace("+", "%20");
    assertThat(site.ask("ann", "DELETE", ACME + "/calendar?name=" + name, null).status()).isEqualTo(204);
    assertThat(site.ask("ann", "DELETE", ACME + "/tolerances/" + anomaly, null).status()).isEqualTo(204);
    assertThat(site.ask("ann", "POST", ACME + "/anomalies/" + anomaly + "/state", Map.of("state", "open")).status()).isEqualTo(200);

    JsonNode history = site.get("viewer", ACME + "/anomalies/" + anomaly + "/history").json();
    assertThat(history.findValuesAsText("what")).containsExactly("found", "acknowledged", "feedback", "reopened");
    assertThat(history.findValuesAsText("who")).contains("ann@acme.example");
  }

  @Test
  void whatIsSevereIsSetForOneConnectionAndTakenBack() {
    Map<String, Object> table =
        Map.of(
            "connection", "exports-0", "newCharge", "low",
            "rows", List.of(Map.of("severity", "critical", "amountPerDay", "5000", "ratio", "0.5")));
    Reply set = site.ask("ann", "PUT", ACME + "/anomaly-policy/severity", table);
    assertThat(set.json().at("/severity/rows/0/amountPerDay").asText()).as(set.text()).isEqualTo("5000");
    assertThat(site.get("viewer", ACME + "/anomaly-policy").json().at("/severity/rows/0/amountPerDay").asText()).isEqualTo("1000");
    assertThat(site.ask("ann", "PUT", ACME + "/anomaly-policy/sensitivity", Map.of("connection", "exports-0", "sensitivity", "low")).status()).isEqualTo(200);
    assertThat(site.get("viewer", ACME + "/anomaly-policy?connection=exports-0").json().get("sensitivity").asText()).isEqualTo("low");
    assertThat(site.ask("ann", "DELETE", ACME + "/anomaly-policy/severity?connection=exports-0", null).status()).isEqualTo(204);
    assertThat(site.ask("ann", "DELETE", ACME + "/anomaly-policy/sensitivity?connection=exports-0", null).status()).isEqualTo(204);
    JsonNode back = site.get("viewer", ACME + "/anomaly-policy?connection=exports-0").json();
    assertThat(back.at("/severity/rows/0/amountPerDay").asText()).isEqualTo("1000");
    assertThat(back.get("sensitivity").asText()).isEqualTo("normal");

    Map<String, Object> easier =
        Map.of(
            "newCharge", "low",
            "rows",
            List.of(
                Map.of("severity", "critical", "amountPerDay", "1", "ratio", "0"), Map.of("severity", "high", "amountPerDay", "2", "ratio", "0")));
    assertThat(site.ask("ann", "PUT", ACME + "/anomaly-policy/severity", easier).json().get("detail").asText())
        .contains("CRITICAL begins at 1 a day, below HIGH at 2");
    assertThat(site.ask("ann", "PUT", ACME + "/anomaly-policy/severity", Map.of("newCharge", "low", "rows", List.of(Map.of("severity", "high", "amountPerDay", "-1", "ratio", "0")))).status())
        .isEqualTo(400);
  }

  @Test
  void whatIsPlannedIsEnteredOnceAndTakenOut() {
    Map<String, Object> event = Map.of("name", "load test / α", "from", "2026-01-02", "to", "2026-01-04", "scope", Map.of("ServiceName", "Storage"));
    Reply entered = site.ask("ann", "POST", ACME + "/calendar", event, "Idempotency-Key", "plan-1");
    assertThat(entered.status()).as(entered.text()).isEqualTo(201);
    Reply repeated = site.ask("ann", "POST", ACME + "/calendar", event, "Idempotency-Key", "plan-1");
    assertThat(repeated.status()).isEqualTo(201);
    assertThat(site.ask("ann", "POST", ACME + "/calendar", event).status()).isEqualTo(409);
    assertThat(site.get("viewer", ACME + "/calendar").text()).contains("load test / α");
    assertThat(site.ask("ann", "DELETE", ACME + "/calendar?name=load%20test%20%2F%20%CE%B1", null).status()).isEqualTo(204);
    assertThat(site.ask("ann", "DELETE", ACME + "/calendar?name=load%20test%20%2F%20%CE%B1", null).status()).isEqualTo(404);
    assertThat(site.ask("ann", "POST", ACME + "/calendar", Map.of("name", "x", "from", "2026-01-02", "to", "2026-01-02")).json().get("detail").asText())
        .isEqualTo("x has no day: it begins and ends on 2026-01-02.");
    assertThat(site.ask("ann", "POST", ACME + "/calendar", Map.of("name", "x", "from", "soon", "to", "2026-01-02")).json().get("detail").asText())
        .contains("'from' is a day such as 2026-10-01");
  }

  @Test
  void aChannelIsSetTriedAndSentToByARule() {
    Reply without = site.ask("operator", "PUT", ACME + "/notices/channels/ops", Map.of("notifier", "crier"));
    assertThat(without.status()).isEqualTo(400);
    assertThat(without.json().get("detail").asText()).contains("square");
    Reply set = site.ask("operator", "PUT", ACME + "/notices/channels/ops", Map.of("notifier", "crier", "settings", Map.of("square", "market")));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    Reply tried = site.ask("operator", "POST", ACME + "/notices/channels/ops/test", null);
    assertThat(tried.json().get("outcome").asText()).as(tried.text()).isEqualTo("delivered");
    assertThat(CRIER.cried()).anyMatch(cry -> cry.startsWith("market: "));

    Reply rule = site.ask("operator", "PUT", ACME + "/notices/rules/pages", Map.of("events", List.of("anomaly-detected"), "atLeast", "high", "channels", List.of("ops")));
    assertThat(rule.json().get("enabled").asBoolean()).as(rule.text()).isTrue();
    assertThat(site.ask("operator", "DELETE", ACME + "/notices/channels/ops", null).json().get("detail").asText())
        .isEqualTo("Rules send to channel ops: pages.");
    assertThat(site.get("operator", ACME + "/notices/deliveries?limit=1").json().at("/items/0/channel").asText()).isEqualTo("ops");
    assertThat(site.ask("operator", "PUT", ACME + "/notices/rules/none", Map.of("events", List.of(), "channels", List.of("ops"))).json().get("detail").asText())
        .contains("it names no event");
    assertThat(site.ask("operator", "DELETE", ACME + "/notices/rules/pages", null).status()).isEqualTo(204);
    assertThat(site.ask("operator", "DELETE", ACME + "/notices/channels/ops", null).status()).isEqualTo(204);
    assertThat(site.ask("ann", "PUT", ACME + "/notices/channels/mine", Map.of("notifier", "crier")).status()).as("no owner").isEqualTo(403);
  }

  @Test
  void aWriteTakesTwoPeopleAndExactlyTheRequestsTheyLookedAt() {
    Map<String, Object> wanted = Map.of("connection", "exports-0", "kind", "write", "parameters", Map.of("text", "hello"));
    Reply proposed = site.ask("ann", "POST", ACME + "/actions", wanted);
    assertThat(proposed.status()).as(proposed.text()).isEqualTo(201);
    String path = ACME + "/actions/" + proposed.json().get("id").asText();
    Map<String, Object> digest = Map.of("digest", proposed.json().get("digest").asText());

    assertThat(site.ask("operator", "POST", path + "/execution", null).json().get("detail").asText())
        .as("nobody approved it").contains("is proposed and cannot be executed");
    assertThat(site.ask("ann", "POST", path + "/approval", digest).json().get("detail").asText())
        .as("her own").contains("ann@acme.example proposed action");
    assertThat(site.ask("operator", "POST", path + "/approval", Map.of("digest", "0")).status()).as("other requests").isEqualTo(409);
    assertThat(site.ask("operator", "POST", path + "/approval", digest).json().get("decidedBy").asText()).isEqualTo("operator@host.example");
    assertThat(BOARDS.texts()).isEmpty();
    Reply started = site.ask("ann", "POST", path + "/execution", null);
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    JsonNode ended = ended("ann", started.headers().firstValue("Location").orElseThrow());
    assertThat(ended.at("/action/state").asText()).as(ended.toString()).isEqualTo("done");
    assertThat(BOARDS.texts()).containsExactly("{\"properties\":{\"text\":\"hello\"}}");
    assertThat(site.get("operator", started.headers().firstValue("Location").orElseThrow()).status()).as("hers").isEqualTo(404);

    Reply reversal = site.ask("ann", "POST", path + "/reversal", null);
    assertThat(reversal.status()).isEqualTo(201);
    String back = ACME + "/actions/" + reversal.json().get("id").asText();
    assertThat(site.ask("operator", "POST", back + "/rejection", Map.of("reason", "it is right")).json().get("state").asText()).isEqualTo("rejected");
    assertThat(site.get("operator", ACME + "/actions").json().get("items").findValuesAsText("summary")).contains("Writes what stood on the board before.", "Writes 'hello' on the board.");
    assertThat(site.ask("ann", "POST", ACME + "/actions", Map.of("connection", "exports-0", "kind", "burn")).json().get("advice").asText()).contains("write");
  }

  @Test
  void detectorsAreTriedOnTheOrganisationsOwnHistory() {
    Reply started = site.ask("ann", "POST", ACME + "/backtests", Map.of("detectors", List.of("new-charge")));
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    String path = started.headers().firstValue("Location").orElseThrow();
    JsonNode ended = ended("ann", path);
    assertThat(ended.at("/result/detectors/0/detector").asText()).as(ended.toString()).isEqualTo("new-charge");
    assertThat(ended.at("/result/together/anomalies").asInt()).isEqualTo(1);
    JsonNode alerts = site.get("ann", path + "/alerts?limit=1").json();
    assertThat(alerts.at("/items/0/series/dimensions/ServiceName").asText()).isEqualTo("New service");

    assertThat(site.get("operator", path).status()).as("hers").isEqualTo(404);
    assertThat(site.ask("operator", "DELETE", path, null).status()).as("hers to end").isEqualTo(404);
    assertThat(site.ask("ann", "DELETE", path, null).status()).isEqualTo(204);
    assertThat(site.get("ann", path).json().get("state").asText()).as("had ended before").isEqualTo("ended");
    assertThat(site.ask("ann", "POST", ACME + "/backtests", Map.of("detectors", List.of("none"))).json().get("advice").asText()).contains("new-charge");
    assertThat(site.ask("ann", "POST", ACME + "/backtests", Map.of("from", "yesterday")).status()).isEqualTo(400);
    assertThat(site.ask("viewer", "POST", ACME + "/backtests", Map.of()).status()).isEqualTo(403);
  }

  @Test
  void theScheduleAndTheTagsAreThere() {
    assertThat(site.get("viewer", ACME + "/schedule").json().at("/0/connection").asText()).isEqualTo("exports-0");
    assertThat(site.get("viewer", ACME + "/tags?from=2025-10-01&to=2025-11-01").json().get("items")).isEmpty();
    assertThat(site.get("viewer", ACME + "/receipts/history?period=2025-10").json().get("items")).hasSize(1);
  }

  /** What somebody started, when it has ended. */
  private static JsonNode ended(String guest, String path) {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (Instant.now().isBefore(end)) {
      JsonNode now = site.get(guest, path).json();
      if (!now.get("state").asText().equals("running")) {
        return now;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError(path + " goes on and on");
  }
}
