package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyEvent;
import io.plimsoll.api.anomaly.Feedback;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.anomaly.SeverityTable;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.DeliveryRecord;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.Notice.Event;
import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.NoticeRule;
import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an anomaly from day to day, and who is told: with the detectors and the storage of the distribution. */
class AnomalyLifeTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 8, 1);
  private static final LocalDate DAY = LocalDate.of(2025, 11, 12);
  private static final Period ALL = new Period(FIRST, LocalDate.of(2026, 1, 1));

  @TempDir Path folder;
  private final DailyCosts costs = new DailyCosts(FIRST);
  private final Recorder recorder = new Recorder();

  /** Takes notices, or does what the test says. */
  @Plugin(name = "recorder", type = Notifier.class, uses = Grant.RESOURCE_NAMES)
  public static final class Recorder implements Notifier {
    final List<Notice> taken = new CopyOnWriteArrayList<>();
    volatile Function<Notice, Delivery> answer = n -> Delivery.delivered("taken");

    @Override
    public OpenChannel open(PluginSettings settings) {
      settings.secret("key", "");
      settings.validate();
      return new OpenChannel() {
        @Override
        public Delivery deliver(Notice notice, Instant at) {
          Delivery delivery = answer.apply(notice);
          if (delivery.outcome() == Delivery.Outcome.DELIVERED) {
            taken.add(notice);
          }
          return delivery;
        }

        @Override
        public void close() {
          // Keeps what it took.
        }
      };
    }
  }

  @BeforeEach
  void setUp() throws Exception {
    costs.write(exports(), DAY);
    on(
        DAY,
        host -> {
          host.createOrganisation("acme", "westeurope", Plan.ENTERPRISE, null, Hosts.ANN);
          Organisation acme = host.organisation("acme", Hosts.ANN);
          acme.connect(new Connection("files", exports().toUri(), Layout.LOOSE, "none", Map.of()));
          acme.notices().channel(new NoticeChannel("ops", "recorder", Map.of(), true));
          acme.notices()
              .rule(
                  new NoticeRule(
                      "all", EnumSet.complementOf(EnumSet.of(Event.TEST)), Map.of(), null, List.of("ops"), true));
          acme.collect(CollectRequest.all()).await();
          assertThat(acme.anomalies(ALL)).isEmpty();
        });
  }

  @Test
  void anAnomalyIsToldOnceIsTakenOnAndEndsByItself() throws Exception {
    // when: a day of one service in one region costs four times as much
    costs.on(DAY, "Compute", "south", 700).write(exports(), DAY.plusDays(1));
    String id = collectedOn(DAY.plusDays(1)).get(0).id();
    collectedOn(DAY.plusDays(1));

    // then: it is told once, with its cause
    assertThat(recorder.taken).extracting(Notice::event).containsExactly(Event.ANOMALY_DETECTED);
    Notice notice = recorder.taken.get(0);
    assertThat(notice.scope()).containsEntry("ServiceName", "Compute").containsEntry("Connection", "files")
        .containsEntry("RegionName", "south");
    assertThat(notice.text()).contains("south (RegionName)");
    Anomaly.Cause cause = notice.anomaly().causes().get(0);
    assertThat(cause.values()).containsEntry("RegionName", "south").containsEntry("ResourceId", "/Compute/south");
    assertThat(cause.excess()).isEqualByComparingTo("600.00");
    assertThat(cause.byUsage()).isEqualByComparingTo("600.00");
    assertThat(cause.byPrice()).isEqualByComparingTo("0.00");
    assertThat(cause.resources()).containsExactly(new Anomaly.Contribution("/Compute/south", new BigDecimal("600.00")));

    // when: somebody takes it on, and four days are as they always were
    on(DAY.plusDays(1), host -> host.organisation("acme", Hosts.ANN).anomalies().acknowledge(id, "looking"));
    for (int days = 2; days <= 8; days++) {
      costs.write(exports(), DAY.plusDays(days));
      collectedOn(DAY.plusDays(days));
    }

    // then: it is over, and its history says how
    on(
        DAY.plusDays(8),
        host -> {
          Organisation acme = host.organisation("acme", Hosts.ANN);
          assertThat(acme.anomalies().get(id))
              .returns(Anomaly.State.RESOLVED, Anomaly::state)
              .returns("3 final days were as expected", Anomaly::reason);
          assertThat(acme.anomalies().history(id)).extracting(AnomalyEvent::what)
              .containsExactly(AnomalyEvent.What.FOUND, AnomalyEvent.What.ACKNOWLEDGED, AnomalyEvent.What.RESOLVED);
          assertThat(acme.anomalies().history(id)).extracting(AnomalyEvent::who).containsExactly("plimsoll", "ann", "plimsoll");
          assertThat(acme.audit()).extracting(e -> e.event().type()).contains("anomaly.acknowledged", "notice.sent");
          assertThatThrownBy(() -> acme.anomalies().acknowledge(id, ""))
              .hasMessage(id + " is resolved, so it cannot be acknowledged.");
          assertThatThrownBy(() -> acme.anomalies().get("an-0")).hasMessage("There is no anomaly an-0.");
        });
    assertThat(recorder.taken).extracting(Notice::event)
        .containsExactly(Event.ANOMALY_DETECTED, Event.ANOMALY_RESOLVED);
  }

  @Test
  void whatLaterFiguresTakeBackIsRetractedAndToldOnce() throws Exception {
    costs.on(DAY, "Compute", "south", 700).write(exports(), DAY.plusDays(1));
    collectedOn(DAY.plusDays(1));
    costs.usual(DAY).write(exports(), DAY.plusDays(2));
    List<Anomaly> after = collectedOn(DAY.plusDays(2));
    collectedOn(DAY.plusDays(2));

    assertThat(after).singleElement().returns(Anomaly.State.RETRACTED, Anomaly::state);
    assertThat(recorder.taken).extracting(Notice::event).containsExactly(Event.ANOMALY_DETECTED, Event.ANOMALY_RETRACTED);
  }

  @Test
  void whatIsPlannedIsNotTold() throws Exception {
    on(
        DAY,
        host -> {
          Organisation acme = host.organisation("acme", Hosts.ANN);
          PlannedEvent test = new PlannedEvent("load test", new Period(DAY, DAY.plusDays(1)), Map.of("RegionName", "south"));
          acme.calendar().add(test);
          assertThat(acme.calendar().list()).containsExactly(test);
          assertThatThrownBy(() -> acme.calendar().add(test)).hasMessage("The calendar has an event named load test already.");
          assertThatThrownBy(() -> acme.calendar().remove("sale")).hasMessage("The calendar has no event named sale.");
        });
    costs.on(DAY, "Compute", "south", 700).write(exports(), DAY.plusDays(1));
    assertThat(collectedOn(DAY.plusDays(1))).singleElement()
        .returns(Anomaly.State.SUPPRESSED, Anomaly::state)
        .returns("planned: load test", Anomaly::reason);
    assertThat(recorder.taken).isEmpty();

    // when: it does not take place after all
    on(DAY.plusDays(1), host -> host.organisation("acme", Hosts.ANN).calendar().remove("load test"));
    costs.on(DAY.plusDays(1), "Compute", "south", 101).write(exports(), DAY.plusDays(2));
    assertThat(collectedOn(DAY.plusDays(2))).singleElement().returns(Anomaly.State.OPEN, Anomaly::state);
    assertThat(recorder.taken).extracting(Notice::event).containsExactly(Event.ANOMALY_DETECTED);
  }

  @Test
  void feedbackChangesWhatIsRaised() throws Exception {
    costs.on(DAY, "Compute", "south", 700).write(exports(), DAY.plusDays(1));
    String id = collectedOn(DAY.plusDays(1)).get(0).id();
    on(
        DAY.plusDays(1),
        host -> {
          Organisation acme = host.organisation("acme", Hosts.ANN);
          assertThat(acme.anomalies().feedback(id, Feedback.TOO_SMALL, "cents to us").state()).isEqualTo(Anomaly.State.RESOLVED);
          assertThat(acme.anomalies().tolerances()).singleElement()
              .returns(new BigDecimal("660.00"), t -> t.amountPerDay())
              .returns("ann", t -> t.who());
        });
    // as much again a week later is not raised, more is
    costs.on(DAY.plusDays(7), "Compute", "north", 700).write(exports(), DAY.plusDays(8));
    assertThat(collectedOn(DAY.plusDays(8))).extracting(Anomaly::id).containsExactly(id);
    costs.on(DAY.plusDays(8), "Compute", "north", 2000).write(exports(), DAY.plusDays(9));
    assertThat(collectedOn(DAY.plusDays(9))).filteredOn(a -> a.state() == Anomaly.State.OPEN).hasSize(1);

    // what was said is taken back
    on(
        DAY.plusDays(9),
        host -> {
          Organisation acme = host.organisation("acme", Hosts.ANN);
          acme.anomalies().forget(id);
          assertThat(acme.anomalies().tolerances()).isEmpty();
          assertThatThrownBy(() -> acme.anomalies().forget(id)).hasMessage("No feedback on " + id + " is in force.");
        });
  }

  @Test
  void whatWasExpectedGoesIntoTheCalendarAndIsTheMeasure() throws Exception {
    costs.on(DAY, "Compute", "south", 700).write(exports(), DAY.plusDays(1));
    String id = collectedOn(DAY.plusDays(1)).get(0).id();
    on(
        DAY.plusDays(1),
        host -> {
          Organisation acme = host.organisation("acme", Hosts.ANN);
          acme.anomalies().feedback(id, Feedback.EXPECTED, "new cluster");
          assertThat(acme.calendar().list()).singleElement()
              .returns(id + " new cluster", PlannedEvent::name)
              .returns(new Period(DAY, DAY.plusDays(1)), PlannedEvent::days);
        });
    costs.on(DAY.plusDays(1), "Compute", "south", 710).on(DAY.plusDays(2), "Compute", "south", 690).write(exports(), DAY.plusDays(3));
    assertThat(collectedOn(DAY.plusDays(3))).allMatch(a -> a.state() == Anomaly.State.SUPPRESSED);
    assertThat(recorder.taken).hasSize(1);
  }

  @Test
  void severityAndSensitivityAreTheOrganisations() throws Exception {
    on(
        DAY,
        host -> {
          Organisation acme = host.organisation("acme", Hosts.ANN);
          acme.anomalyPolicy()
              .severity(
                  "files",
                  new SeverityTable(
                      List.of(new SeverityTable.Row(Severity.CRITICAL, new BigDecimal("500"), new BigDecimal("0.5"))),
                      Severity.LOW));
          assertThatThrownBy(() -> acme.anomalyPolicy().sensitivity("other", Sensitivity.LOW))
              .hasMessage("There is no connection other.");
        });
    costs.on(DAY, "Compute", "south", 700).on(DAY, "Database", "north", 140).write(exports(), DAY.plusDays(1));
    assertThat(collectedOn(DAY.plusDays(1))).extracting(Anomaly::severity).first().isEqualTo(Severity.CRITICAL);

    // 40 of 200 a day is no more than a fifth, which a low sensitivity does not raise
    on(DAY.plusDays(1), host -> host.organisation("acme", Hosts.ANN).anomalyPolicy().sensitivity("files", Sensitivity.LOW));
    costs.on(DAY.plusDays(7), "Database", "north", 160).write(exports(), DAY.plusDays(8));
    assertThat(collectedOn(DAY.plusDays(8))).noneMatch(a -> a.days().from().equals(DAY.plusDays(7)));
  }

  @Test
  void rulesChooseByScopeAndSeverityAndEachFiresOnce() throws Exception {
    on(
        DAY,
        host -> {
          Organisation acme = host.organisation("acme", Hosts.ANN);
          Set<Event> found = Set.of(Event.ANOMALY_DETECTED);
          acme.notices().rule(new NoticeRule("south", found, Map.of("RegionName", "south"), null, List.of("ops"), true));
          acme.notices().rule(new NoticeRule("north", found, Map.of("RegionName", "north"), null, List.of("ops"), true));
          acme.notices().rule(new NoticeRule("calls", found, Map.of(), Severity.CRITICAL, List.of("ops"), true));
          acme.notices().rule(new NoticeRule("off", found, Map.of(), null, List.of("ops"), false));
          assertThatThrownBy(
                  () -> acme.notices().rule(new NoticeRule("bad", Set.of(), Map.of(), null, List.of(), true)))
              .hasMessage("Rule bad cannot be used: it names no event; it names no channel.");
          assertThatThrownBy(
                  () -> acme.notices().rule(new NoticeRule("bad", found, Map.of(), null, List.of("pager"), true)))
              .hasMessage("There is no channel pager.");
          assertThatThrownBy(() -> acme.notices().channel(new NoticeChannel("x", "recorder", Map.of("colour", "red"), true)))
              .hasMessageContaining("colour is not a setting here");
          assertThatThrownBy(() -> acme.notices().channel(new NoticeChannel("x", "recorder", Map.of("key", "abc"), true)))
              .hasMessageContaining("key is a secret; give a reference to it");
          assertThatThrownBy(() -> acme.notices().removeChannel("ops")).hasMessageContaining("Rules send to channel ops");
        });
    costs.on(DAY, "Compute", "south", 700).write(exports(), DAY.plusDays(1));
    collectedOn(DAY.plusDays(1));
    on(
        DAY.plusDays(1),
        host -> {
          List<DeliveryRecord> records = host.organisation("acme", Hosts.ANN).notices().deliveries(10);
          assertThat(records).extracting(DeliveryRecord::rule).containsExactlyInAnyOrder("all", "south");
          assertThat(records).allMatch(r -> r.state() == DeliveryRecord.State.DELIVERED && r.attempts() == 1);
        });
  }

  @Test
  void whatCouldNotBeSentIsSentLaterAndWhatIsRefusedIsNot() throws Exception {
    recorder.answer = n -> Delivery.unavailable("503 with s3cret", null);
    costs.on(DAY, "Compute", "south", 700).write(exports(), DAY.plusDays(1));
    collectedOn(DAY.plusDays(1));
    on(
        DAY.plusDays(1),
        host ->
            assertThat(host.organisation("acme", Hosts.ANN).notices().deliveries(10)).singleElement()
                .returns(DeliveryRecord.State.PENDING, DeliveryRecord::state)
                .returns(1, DeliveryRecord::attempts));

    // when: a notifier that throws counts as something that may pass, and a day later it works again
    recorder.answer =
        n -> {
          throw new IllegalStateException("no");
        };
    collectedOn(DAY.plusDays(2));
    recorder.answer = n -> Delivery.delivered("taken");
    collectedOn(DAY.plusDays(3));
    collectedOn(DAY.plusDays(4));

    // then
    assertThat(recorder.taken).hasSize(1);
    recorder.answer = n -> Delivery.refused("410 Gone");
    on(
        DAY.plusDays(4),
        host -> {
          Organisation acme = host.organisation("acme", Hosts.ANN);
          assertThat(acme.notices().deliveries(10)).singleElement()
              .returns(DeliveryRecord.State.DELIVERED, DeliveryRecord::state)
              .returns(3, DeliveryRecord::attempts);
          assertThat(acme.notices().test("ops")).isEqualTo(Delivery.refused("410 Gone"));
          assertThat(acme.notices().deliveries(10)).hasSize(2)
              .anyMatch(r -> r.event() == Event.TEST && r.state() == DeliveryRecord.State.REFUSED);
        });
  }

  @Test
  void whatWasSentWhenTheHostDiedBeforeItKnewIsSentAgainWithTheSameId() throws Exception {
    // given: the thread that sends ends with the notice taken and nothing noted, as a killed process would leave it
    recorder.answer =
        n -> {
          recorder.taken.add(n);
          throw new AssertionError("killed");
        };
    costs.on(DAY, "Compute", "south", 700).write(exports(), DAY.plusDays(1));
    collectedOn(DAY.plusDays(1));
    assertThat(recorder.taken).hasSize(1);

    // when
    recorder.answer = n -> Delivery.delivered("taken");
    collectedOn(DAY.plusDays(1));
    collectedOn(DAY.plusDays(1));

    // then: once more, and never again
    assertThat(recorder.taken).hasSize(2).extracting(Notice::id).containsOnly(recorder.taken.get(0).id());
  }

  @Test
  void whatAKilledProcessHadSentIsSentAgainWithTheSameIdAndThenNeverAgain() throws Exception {
    costs.on(DAY, "Compute", "south", 700).write(exports(), DAY.plusDays(1));

    // given: a process that is killed when a notice has left it and before it knows that
    String sent;
    try (ForkedJvm process =
        ForkedJvm.start(
            folder, NoticeRun.class, folder.resolve("home").toString(), DAY.plusDays(1).toString(),
            Hosts.bundles().toString())) {
      String line = process.says();
      while (line != null && !line.startsWith("sent ")) {
        line = process.says();
      }
      assertThat(line).as(process.errors()).isNotNull();
      sent = String.valueOf(line).substring("sent ".length());
      process.kill();
    }

    // when
    List<Anomaly> found = collectedOn(DAY.plusDays(1));
    collectedOn(DAY.plusDays(1));

    // then: the anomaly was found once, and the same notice came once more
    assertThat(found).singleElement().returns(Anomaly.State.OPEN, Anomaly::state);
    assertThat(recorder.taken).singleElement().returns(sent, Notice::id);
    on(
        DAY.plusDays(1),
        host ->
            assertThat(host.organisation("acme", Hosts.ANN).anomalies().history(found.get(0).id()))
                .extracting(AnomalyEvent::what).containsExactly(AnomalyEvent.What.FOUND));
  }

  @Test
  void aCollectionThatFailsIsToldWhenItBeginsToFail() throws Exception {
    Path away = folder.resolve("away");
    Files.move(exports(), away);
    for (int i = 0; i < 3; i++) {
      on(
          DAY,
          host ->
              assertThatThrownBy(() -> host.organisation("acme", Hosts.ANN).collect(CollectRequest.all()).await())
                  .isInstanceOf(PlimsollException.class));
    }
    assertThat(recorder.taken).extracting(Notice::event).containsExactly(Event.COLLECTION_FAILED);
    assertThat(recorder.taken.get(0).title()).isEqualTo("acme: collecting from files failed");

    Files.move(away, exports());
    collectedOn(DAY);
    Files.move(exports(), away);
    on(
        DAY.plusDays(1),
        host ->
            assertThatThrownBy(() -> host.organisation("acme", Hosts.ANN).collect(CollectRequest.all()).await())
                .isInstanceOf(PlimsollException.class));
    assertThat(recorder.taken).hasSize(2);
  }

  @Test
  void whatWasOverBeforeItWasFoundIsKnownAndNotTold() throws Exception {
    // given: another organisation whose first collection holds an old spike
    Path old = folder.resolve("old");
    new DailyCosts(FIRST).on(DAY.minusDays(30), "Compute", "south", 900).write(old, DAY);
    on(
        DAY,
        host -> {
          host.createOrganisation("zeta", "westeurope", Plan.ENTERPRISE, null, Hosts.ANN);
          Organisation zeta = host.organisation("zeta", Hosts.ANN);
          zeta.connect(new Connection("files", old.toUri(), Layout.LOOSE, "none", Map.of()));
          zeta.notices().channel(new NoticeChannel("ops", "recorder", Map.of(), true));
          zeta.notices()
              .rule(new NoticeRule("all", Set.of(Event.ANOMALY_DETECTED, Event.ANOMALY_RESOLVED), Map.of(), null, List.of("ops"), true));
          zeta.collect(CollectRequest.all()).await();
          assertThat(zeta.anomalies(ALL)).isNotEmpty()
              .allMatch(a -> a.state() == Anomaly.State.RESOLVED && a.reason().equals("it was over before it was found"));
        });
    assertThat(recorder.taken).isEmpty();
  }

  /** Collects on a day; what was told is told when it returns. */
  private List<Anomaly> collectedOn(LocalDate day) {
    List<Anomaly> anomalies = new CopyOnWriteArrayList<>();
    on(
        day,
        host -> {
          Organisation acme = host.organisation("acme", Hosts.ANN);
          acme.collect(CollectRequest.all()).await();
          anomalies.addAll(acme.anomalies(ALL));
        });
    return anomalies;
  }

  private void on(LocalDate day, Consumer<Plimsoll> work) {
    Clock noon = Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    try (Plimsoll host =
        Plimsoll.builder().home(folder.resolve("home")).bundles(Hosts.bundles()).plugin(recorder).clock(noon).readers(2).build()) {
      work.accept(host);
    }
  }

  private Path exports() {
    return folder.resolve("exports");
  }
}
