package io.plimsoll.host.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestReport.Alert;
import io.plimsoll.api.anomaly.BacktestReport.Tally;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.anomaly.AnomalyWatch.Assignment;
import io.plimsoll.host.collect.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forty days of two series from 1 March 2026; the first costs ten times as much on the 30th and 31st day. */
class BacktestsTest {
  private static final LocalDate START = LocalDate.of(2026, 3, 1);
  private static final LocalDate DEAR = START.plusDays(30);
  private static final int DAYS = 40;

  @TempDir Path folder;
  private final Workers workers = new Workers(2);

  @AfterEach
  void close() {
    workers.close();
  }

  /** Days above an amount, judged with what is known. */
  private record Above(double amount) implements AnomalyDetector {
    @Override
    public int minimumHistoryDays() {
      return 5;
    }

    @Override
    public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
      List<Finding> findings = new ArrayList<>();
      for (LocalDate day = context.evaluate().from(); day.isBefore(context.evaluate().to()); day = day.plusDays(1)) {
        int index = series.indexOf(day);
        if (index >= 0 && index < series.days() && series.cost(index) > amount) {
          findings.add(
              new Finding(new Period(day, day.plusDays(1)), Finding.Kind.SPIKE, 1, 10, series.cost(index), "Dear."));
        }
      }
      return findings;
    }
  }

  @Test
  void aDayIsToldAsSoonAsWhatWasKnownThenShowsIt() throws IOException {
    // given: of the dear days only a third is known the day after, all two days after
    series(1 / 3.0, 1);

    BacktestReport report = run(Map.of("fifty", new Above(50)));

    assertThat(report.alerts()).filteredOn(Alert::opens).singleElement()
        .satisfies(alert -> assertThat(alert.asOf()).isEqualTo(DEAR.plusDays(2)))
        .satisfies(alert -> assertThat(alert.finding().days().from()).isEqualTo(DEAR))
        .satisfies(alert -> assertThat(alert.series().dimensions()).containsEntry("Series", "a"));
    assertThat(report.together()).returns(1, Tally::anomalies).returns(2, Tally::days).returns(1, Tally::series);
    assertThat(report.together().excess()).hasToString("{USD=180.00}");
  }

  @Test
  void detectorsAreComparedSideBySide() throws IOException {
    series(1, 1);

    BacktestReport report = run(Map.of("fifty", new Above(50), "five", new Above(5), "never", new Above(1e6)));

    assertThat(report.detectors()).extracting(Tally::detector).containsExactly("fifty", "five", "never");
    assertThat(report.detectors().get(0)).returns(1, Tally::anomalies).returns(0, Tally::alone)
        .returns(Map.of("five", 1), Tally::shared);
    assertThat(report.detectors().get(1)).returns(2, Tally::anomalies).returns(1, Tally::alone);
    assertThat(report.detectors().get(2)).returns(0, Tally::anomalies).returns(Map.of(), Tally::excess);
  }

  @Test
  void whatIsPlannedIsNotTold() throws IOException {
    series(1, 1);
    Files.writeString(folder.resolve("calendar.json"), "[{\"series\":\"a\",\"start\":30,\"end\":31,\"title\":\"load test\"}]");

    assertThat(run(Map.of("fifty", new Above(50))).alerts()).isEmpty();
  }

  @Test
  void onlyUsageIsJudged() throws IOException {
    series(1, 1);
    Files.writeString(folder.resolve("meta.json"), "{\"a\":{\"charge_category\":\"Credit\"},\"b\":{\"charge_category\":\"Usage\"}}");

    assertThat(run(Map.of("fifty", new Above(50)))).returns(1, BacktestReport::series).returns(List.of(), BacktestReport::alerts);
  }

  @Test
  void onlyTheDaysAskedForAreJudged() throws IOException {
    series(1, 1);

    assertThat(run(Map.of("fifty", new Above(50)), new BacktestRequest(List.of(), null, DEAR)).alerts()).isEmpty();
    assertThatThrownBy(() -> run(Map.of(), new BacktestRequest(List.of(), START.plusYears(1), null)))
        .isInstanceOf(PlimsollException.class)
        .hasMessage("There is no day to judge from 2027-03-01 to 2026-04-11: costs are known from 2026-03-01 to 2026-04-09.");
  }

  @Test
  void aDetectorThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
    series(1, 1);

    assertThatThrownBy(() -> run(Map.of("fifty", new Above(50)), new BacktestRequest(List.of("fivty"), null, null)))
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
              assertThat(e).hasMessage("There is no detector named fivty.");
              assertThat(e.advice()).isEqualTo("Name some of fifty.");
            });
  }

  @Test
  void aFolderThatDoesNotReadIsRefusedWithTheLine() throws IOException {
    assertThatThrownBy(() -> run(Map.of())).hasMessage("The folder " + folder + " has no series.csv.");

    Files.writeString(folder.resolve("series.csv"), "day,cost\n");
    assertThatThrownBy(() -> run(Map.of()))
        .hasMessage(folder.resolve("series.csv") + " begins with 'day,cost', not with 'series,day,date,final,age1,age2'.");

    Files.writeString(folder.resolve("series.csv"), "series,day,date,final,age1,age2\na,0,2026-03-01,1,1,1\na,1,2026-03-02,NaN,1,1\n");
    assertThatThrownBy(() -> run(Map.of()))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_INVALID))
        .hasMessage("Line 3 of " + folder.resolve("series.csv")
            + " does not read as series,day,date,final,age1,age2: 'a,1,2026-03-02,NaN,1,1'.");

    Files.writeString(folder.resolve("series.csv"), "series,day,date,final,age1,age2\n");
    assertThatThrownBy(() -> run(Map.of())).hasMessage(folder.resolve("series.csv") + " has no line but its header.");
  }

  private BacktestReport run(Map<String, AnomalyDetector> detectors) {
    return run(detectors, BacktestRequest.all());
  }

  private BacktestReport run(Map<String, AnomalyDetector> detectors, BacktestRequest request) {
    return new Backtests(workers).ofFolder(folder, detectors, request);
  }

  /** Shares of the final figure that are known after one and two days. */
  private void series(double afterOne, double afterTwo) throws IOException {
    List<String> lines = new ArrayList<>(List.of("series,day,date,final,age1,age2"));
    for (String name : List.of("a", "b")) {
      for (int day = 0; day < DAYS; day++) {
        boolean dear = name.equals("a") && (day == 30 || day == 31);
        double cost = name.equals("b") ? 1 : dear ? 100 : 4;
        cost = name.equals("a") && day == 20 ? 8 : cost;
        lines.add(name + "," + day + "," + START.plusDays(day) + "," + cost + "," + cost * afterOne + "," + cost * afterTwo);
      }
    }
    Files.write(folder.resolve("series.csv"), lines);
  }

  @Test
  void whatWasPlannedIsNotToldInTheBacktestOfAHistory() {
    // given: an organisation's series that is dear on two days, of which a load test explains the first
    double[] costs = new double[DAYS];
    Arrays.fill(costs, 10);
    costs[20] = 100;
    costs[30] = 100;
    BitSet present = new BitSet();
    present.set(0, DAYS);
    CostSeries series =
        new CostSeries(
            new SeriesKey(Map.of("ServiceName", "Compute"), "EffectiveCost", "EUR"), START, costs,
            present);
    PlannedEvent test =
        new PlannedEvent(
            "load test", new Period(START.plusDays(20), START.plusDays(21)), Map.of("ServiceName", "Compute"));

    BacktestReport report =
        new Backtests(workers)
            .ofHistory(
                Set.of("fifty"),
                only ->
                    List.of(
                        new Assignment(
                            Map.of("fifty", new Above(50)), List.of(series))),
                List.of(test), BacktestRequest.all());

    assertThat(report.alerts()).filteredOn(Alert::opens).singleElement()
        .satisfies(alert -> assertThat(alert.finding().days().from()).isEqualTo(DEAR));
  }
}
