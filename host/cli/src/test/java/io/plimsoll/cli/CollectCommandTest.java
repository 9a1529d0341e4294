package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.collect.CollectRequest.Progress;
import io.plimsoll.api.collect.CollectionFailure;
import io.plimsoll.api.collect.CollectionSchedule;
import io.plimsoll.api.collect.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectCommandTest {
  private final Desk desk = new Desk();
  private final FakeOrganisation acme = desk.host.with("acme");

  static Run run(int month, Run.State state, String message, String advice) {
    return new Run(
        "azure", "costs-daily", "/subscriptions/1", LocalDate.of(2025, month, 1), "run-" + month,
        Instant.parse("2025-10-14T04:00:00Z"), "1.0r2", state, 2, 40_233, message, advice, Desk.NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "PUBLISHED, UNCHANGED, 0", "PUBLISHED, EMPTY, 0", "PUBLISHED, SUPERSEDED, 0", "PUBLISHED, INCOMPLETE, 5",
    "QUARANTINED, PUBLISHED, 5", "FAILED, PUBLISHED, 5", "AMBIGUOUS, PUBLISHED, 4", "AMBIGUOUS, FAILED, 5"
  })
  void theExitSaysWhetherEveryRunCouldBeUsed(Run.State first, Run.State second, int exit) {
    acme.runs.add(run(10, first, "", ""));
    acme.runs.add(run(9, second, "", ""));

    assertThat(desk.type("collect acme")).isEqualTo(exit);
  }

  @Test
  void aLinePerPeriodSaysWhatBecameOfItAndWhy() {
    acme.runs.add(run(10, Run.State.PUBLISHED, "", ""));
    acme.runs.add(run(9, Run.State.INCOMPLETE, "Part 2 is missing.", "It is tried again at the next collection."));

    desk.type("collect acme");

    assertThat(desk.out)
        .contains("2025-10  azure       costs-daily  published   40,233      2")
        .contains("2025-09 costs-daily (azure): Part 2 is missing.")
        .contains("  It is tried again at the next collection.");
  }

  @Test
  void oneConnectionAloneCanBeCollected() {
    desk.type("collect acme --connection azure");

    assertThat(acme.acts).containsExactly("collect azure");
  }

  @Test
  void withoutAConnectionTheAnswerSaysHowToMakeOne() {
    desk.type("collect acme");

    assertThat(desk.out).contains("acme has no connection yet. Try plimsoll connect acme --name azure --store FOLDER.");
  }

  @Test
  void progressIsShownOnATerminalAndWipedAway() {
    desk.terminal = new Terminal(true, true, 120, true, false);
    acme.progress = new Progress("azure", "costs-daily", "2025-10", 1, 4, 1_200_000, -1, 50_000_000, 200_000_000);

    desk.type("collect acme");

    assertThat(desk.err).contains("costs-daily 2025-10: 1,200,000 rows, 50 MB, ").contains("50 GB/s, ", " rows/s, part 1 of 4").endsWith("\r");
    assertThat(desk.out).doesNotContain("part 1 of 4");
  }

  @Test
  void progressIsNotShownToAFile() {
    acme.progress = new Progress("azure", "costs-daily", "2025-10", 1, 4, 1_200_000, -1, 50, 200);

    desk.type("collect acme");

    assertThat(desk.err).isEmpty();
  }

  @Test
  void anInterruptionCancelsTheCollection() {
    acme.whileCollecting = desk.stop::stop;

    desk.type("collect acme");

    assertThat(acme.acts).containsExactly("collect null", "cancel");
  }

  @Test
  void aWatchCollectsUntilItIsInterrupted() {
    acme.whileCollecting = desk.stop::stop;

    int code = desk.type("collect acme --watch --every PT1H");

    assertThat(code).isZero();
    assertThat(acme.acts).containsExactly("collect null", "cancel");
  }

  @Test
  void aWatchWithoutAnIntervalFollowsTheScheduleOfItsConnections() {
    acme.schedules.add(new CollectionSchedule("azure", Duration.ofHours(6), Desk.NOW.plusSeconds(3_600), null, null));
    acme.schedules.add(new CollectionSchedule("other", Duration.ofHours(1), Desk.NOW, null, null));
    AtomicInteger asked = new AtomicInteger();
    acme.whenAskedForTheSchedule =
        () -> {
          // First for what is shown, then for how long to wait.
          if (asked.incrementAndGet() == 2) {
            desk.stop.stop();
          }
        };

    int code = desk.type("collect acme --connection azure --watch");

    assertThat(code).isZero();
    assertThat(desk.err).contains("Next collection: 2025-10-15 10:30 UTC. Stop with Ctrl-C.");
    assertThat(acme.acts).containsExactly("collect azure");
  }

  @Test
  void aConnectionThatCannotBeCollectedIsToldOnce() {
    acme.runs.add(run(10, Run.State.FAILED, "The store is busy.", "Wait."));
    acme.schedules.add(failing("azure", "The store is busy."));
    acme.schedules.add(failing("other", "The client secret has ended."));

    desk.type("collect acme");

    assertThat(desk.out).containsOnlyOnce("The store is busy.");
    assertThat(desk.out)
        .contains("Collection failed: other, 3 times in a row since 2025-10-15 09:20 UTC. The client secret has ended.")
        .contains("  Renew it.");
  }

  @Test
  void theRunsSayWhenEachConnectionIsDueAndWhichFail() {
    acme.schedules.add(failing("azure", "The client secret has ended."));
    acme.schedules.add(new CollectionSchedule("files", null, null, null, null));

    desk.type("runs acme");

    assertThat(desk.out)
        .contains("Collection failed: azure, 3 times in a row")
        .contains("By schedule, where a host collects by itself: azure every 6h, next at 2025-10-15 11:30 UTC; files never.");
    desk.type("runs acme --format json");
    assertThat(desk.out).contains("\"connection\":\"azure\",\"every\":\"PT6H\"", "\"reason\":\"ACCESS_DENIED\"", "\"times\":3");
  }

  private static CollectionSchedule failing(String connection, String message) {
    return new CollectionSchedule(
        connection, Duration.ofHours(6), Desk.NOW.plusSeconds(7_200), Desk.NOW,
        new CollectionFailure("ACCESS_DENIED", message, "Renew it.", 3, Desk.NOW.minusSeconds(600), Desk.NOW));
  }

  @Test
  void anIntervalThatIsNoDurationIsAnsweredWithAnExample() {
    assertThat(desk.type("collect acme --watch --every 15m")).isEqualTo(2);
    assertThat(desk.err).contains("'15m' is not a duration, written as PT15M (15 minutes) or PT1H");
  }

  @Test
  void jsonCarriesEveryRun() {
    acme.runs.add(run(10, Run.State.AMBIGUOUS, "Two exports.", "Choose one."));

    desk.type("collect acme --format json");

    assertThat(desk.out)
        .contains("\"period\":\"2025-10\",\"run\":\"run-10\"", "\"state\":\"ambiguous\"", "\"rows\":40233", "\"advice\":\"Choose one.\"");
  }
}
