package io.plimsoll.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.ActionProposal;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.Feedback;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.NoticeRule;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.peers.console.Boards;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Event, how it is caused, what is on record: all that is done with an organisation's costs, each with who, where from, with
 * what, when and how it ended, in the chain of that organisation and of no other. Those about people are in {@code
 * AuditTableTest} of the host.
 */
@Timeout(90)
class AuditEventsTest {
  private static final Caller ANN = new Caller("ann@acme.example", "203.0.113.7", "browser");
  private static final Caller BEN = new Caller("ben@acme.example", "203.0.113.7", "browser");
  private static final Period NOVEMBER = new Period(LocalDate.of(2025, 11, 1), LocalDate.of(2025, 11, 21));

  @TempDir private static Path folder;
  private static TestHost host;
  private static Organisation acme;
  private static String anomaly;

  /** A credential that takes a secret and asks nobody. */
  @Plugin(name = "keyring", type = CredentialProvider.class)
  public static final class Keyring implements CredentialProvider {
    @Override
    public Credential open(PluginSettings settings) {
      settings.secret(SECRET, "");
      settings.validate();
      return new Credential() {
        @Override
        public Optional<AccessToken> token(String scope) {
          return Optional.empty();
        }

        @Override
        public void close() {
          // Holds nothing.
        }
      };
    }
  }

  private interface Act {
    void run() throws Exception;
  }

  @BeforeAll
  static void open() {
    host = TestHost.start(new Boards(), new Crier(), new Keyring());
    CostSeries steady = ExampleSeries.from(LocalDate.of(2025, 10, 1)).days(50, 100).series();
    SeriesKey key = new SeriesKey(Map.of("ServiceName", "New service", "SubAccountName", "example"), "EffectiveCost", "EUR");
    BitSet everyDay = new BitSet();
    everyDay.set(0, 5);
    host.collected("acme", steady, new CostSeries(key, LocalDate.of(2025, 11, 15), new double[] {400, 400, 400, 400, 400}, everyDay));
    host.organisation("other");
    acme = host.plimsoll().organisation("acme", ANN);
    anomaly = acme.anomalies(NOVEMBER).get(0).id();
  }

  @AfterAll
  static void close() {
    host.close();
  }

  @Test
  void everythingThatIsDoneWithAnOrganisationIsOnRecord() throws Exception {
    Connection sealed = new Connection("sealed", Files.createDirectory(folder.resolve("sealed")).toUri(), Layout.LOOSE, "keyring", Map.of());
    Map<String, Act> table = new LinkedHashMap<>();
    // Credentials and where exports lie.
    table.put("connection.added DONE sealed", () -> acme.connect(sealed, Secret.of("s3cret".toCharArray()), null));
    table.put("connection.changed DONE sealed", () -> acme.connect(new Connection("sealed", sealed.store(), Layout.LOOSE, "keyring", Map.of("every", "never")), Secret.of("other".toCharArray()), null));
    table.put("credential.rotated DONE sealed", () -> acme.credentials().rotate("sealed", Secret.of("third".toCharArray()), Instant.parse("2027-01-01T00:00:00Z")));
    table.put("credential.shown DONE sealed", () -> acme.credentials().show("sealed"));
    table.put("credentials.listed DONE", () -> acme.credentials().all());
    table.put("access.checked DONE", () -> acme.checkAccess("exports-0"));
    table.put("credential.revoked DONE sealed", () -> acme.credentials().revoke("sealed"));
    table.put("connections.listed DONE", acme::connections);
    // Collecting.
    table.put("collection.run STARTED", () -> acme.collect(new CollectRequest("exports-0", progress -> {})).await());
    table.put("collection.run DONE", () -> acme.collect(new CollectRequest("exports-0", progress -> {})).await());
    table.put("schedule.shown DONE", acme::schedule);
    table.put("runs.listed DONE", acme::runs);
    table.put("receipt.shown DONE", () -> acme.receipts(YearMonth.of(2025, 11)));
    // Each look at costs.
    table.put("costs.asked DONE", () -> acme.costs(CostQuery.of(Metric.EFFECTIVE_COST, NOVEMBER)));
    table.put("sql.asked DONE", () -> acme.sql("select 1 as one", SqlLimits.DEFAULT));
    table.put("page.viewed DONE", () -> acme.view("overview", o -> o.runs()));
    table.put("organisation.exported DONE", () -> acme.export(folder.resolve("leaving")));
    // Anomalies.
    table.put("anomalies.listed DONE", () -> acme.anomalies(NOVEMBER));
    table.put("anomaly.shown DONE", () -> acme.anomalies().get(anomaly));
    table.put("anomaly.history.shown DONE", () -> acme.anomalies().history(anomaly));
    table.put("anomaly.acknowledged DONE", () -> acme.anomalies().acknowledge(anomaly, "on it"));
    table.put("anomaly.resolved DONE", () -> acme.anomalies().resolve(anomaly, "over"));
    table.put("anomaly.reopened DONE", () -> acme.anomalies().reopen(anomaly, "not over"));
    table.put("anomaly.suppressed DONE", () -> acme.anomalies().suppress(anomaly, "known"));
    table.put("anomaly.feedback DONE", () -> {
      acme.anomalies().reopen(anomaly, "again");
      acme.anomalies().feedback(anomaly, Feedback.NOT_AN_ANOMALY, "none");
    });
    table.put("sensitivity.set DONE", () -> acme.anomalyPolicy().sensitivity(null, Sensitivity.LOW));
    table.put("calendar.added DONE", () -> acme.calendar().add(new PlannedEvent("launch", NOVEMBER, Map.of())));
    table.put("calendar.removed DONE", () -> acme.calendar().remove("launch"));
    table.put("detectors.tried DONE", () -> acme.backtest(BacktestRequest.all()));
    // Notices.
    table.put("channel.set DONE square", () -> acme.notices().channel(new NoticeChannel("square", "crier", Map.of("square", "market"), true)));
    table.put("rule.set DONE", () -> acme.notices().rule(new NoticeRule("all", Set.of(Notice.Event.ANOMALY_DETECTED), Map.of(), null, List.of("square"), true)));
    table.put("notice.sent DONE square", () -> acme.notices().test("square"));
    table.put("deliveries.listed DONE", () -> acme.notices().deliveries(10));
    table.put("rule.removed DONE", () -> acme.notices().removeRule("all"));
    table.put("channel.removed DONE square", () -> acme.notices().removeChannel("square"));
    // Writes that take two.
    Action[] action = new Action[1];
    table.put("action.proposed DONE", () -> action[0] = acme.actions().propose(new ActionProposal("exports-0", "write", Map.of("text", "hello"))));
    table.put("action.approved REFUSED", () -> acme.actions().approve(action[0].id(), action[0].digest()));
    table.put("action.rejected DONE by ben", () -> host.plimsoll().organisation("acme", BEN).actions().reject(action[0].id(), "no"));
    // What is kept, and what runs.
    table.put("retention.previewed DONE", () -> acme.applyRetention(true));
    table.put("retention.applied DONE", () -> acme.applyRetention(false));
    table.put("plugin.settings.listed DONE", () -> acme.plugins().settings("new-charge"));
    table.put("plugin.pinned DONE", () -> acme.pin("new-charge", "[0,100)"));
    table.put("plugin.unpinned DONE", () -> acme.pin("new-charge", null));
    table.put("hold.set DONE", () -> host.plimsoll().hold("acme", true, ANN));
    table.put("hold.lifted DONE", () -> host.plimsoll().hold("acme", false, ANN));
    // The record itself.
    table.put("audit.read DONE", acme::audit);
    table.put("audit.verified DONE", acme::verifyAudit);
    // People of the organisation.
    table.put("member.invited DONE", () -> acme.members().invite("cleo@acme.example", "Cleo", OrganisationRole.OWNER, Map.of()));
    table.put("members.listed DONE", () -> acme.members().list());

    List<String> missing = new ArrayList<>();
    List<AuditEntry> others = others();
    for (Map.Entry<String, Act> each : table.entrySet()) {
      int before = entries().size();
      Throwable thrown = catchThrowable(each.getValue()::run);
      assertThat(thrown == null || thrown instanceof PlimsollException).as(each.getKey() + ": " + thrown).isTrue();
      List<AuditEvent> since = entries().stream().skip(before).map(AuditEntry::event).toList();
      if (since.stream().noneMatch(e -> isSuch(e, each.getKey()))) {
        missing.add(
            each.getKey() + " among " + since.stream().map(e -> e.type() + " " + e.outcome() + " " + e.subject() + " of " + e.caller()).toList()
                + (thrown == null ? "" : " " + thrown));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(table).hasSizeGreaterThan(45);
    assertThat(entries().stream().map(Object::toString)).as("secrets").noneMatch(e -> e.contains("s3cret"));
    assertThat(others()).as("the chain of another organisation, but for who looked at it").hasSizeLessThanOrEqualTo(others.size() + 1);
  }

  private static boolean isSuch(AuditEvent event, String wanted) {
    String[] words = wanted.split(" ");
    boolean ben = wanted.endsWith(" by ben");
    return event.type().equals(words[0])
        && event.outcome().name().equals(words[1])
        && (words.length < 3 || ben || event.subject().contains(words[2]))
        && event.caller().equals(ben ? BEN : ANN)
        && event.time().equals(host.plimsoll().clock().instant());
  }

  /** In the name of the machine, so that looking does not look like what is looked for. */
  private static List<AuditEntry> entries() {
    return host.organisation("acme").audit();
  }

  private static List<AuditEntry> others() {
    return host.organisation("other").audit();
  }
}
