package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestReport.Alert;
import io.plimsoll.api.anomaly.BacktestReport.Tally;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {
  private static final LocalDate DAY = LocalDate.of(2025, 10, 12);
  private final Desk desk = new Desk();
  private final FakeOrganisation acme = desk.host.with("acme");
  @TempDir Path folder;

  @Test
  void detectorsStandSideBySide() {
    acme.backtests.add(report());

    desk.type("backtest acme --detectors drop,seasonal --from 2025-10-01");

    assertThat(acme.acts).containsExactly("backtest [drop, seasonal] 2025-10-01 null");
    assertThat(desk.out).contains("7 series judged daily from 2025-10-01 to 2025-10-31");
    assertThat(desk.out.lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
        .contains(
            "seasonal | 4 | 3 | 9 | 1,201.50 EUR | 3 | drop 1",
            "all together | 4 | 3 | 9 | 1,201.50 EUR");
  }

  @Test
  void whatPeopleWouldHaveBeenToldGoesToAFileOnceADay() throws IOException {
    desk.host.backtests.add(report());

    desk.type("backtest --series " + folder + " --out " + folder.resolve("alerts.csv"));

    assertThat(Files.readAllLines(folder.resolve("alerts.csv")))
        .containsExactly(
            "series,asof,day,score,detector,kind,expectedPerDay,actualPerDay,opens,explanation",
            "s1,2025-10-13,2025-10-12,0.700,seasonal,spike,10.00,90.00,true,It cost 90.",
            "s1,2025-10-14,2025-10-13,0.800,seasonal,spike,10.00,80.00,false,It cost 80.");
  }

  @Test
  void itMustBeSaidWhatToJudge() {
    desk.type("backtest");

    assertThat(desk.err).contains("Say what to judge: an organisation, or a folder with --series.");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    desk.host.backtests.add(report());

    desk.type("backtest --series " + folder + " --out " + folder.resolve("no/alerts.csv"));

    assertThat(desk.err).contains("alerts.csv cannot be written").contains("Name a file in a folder that is there");
  }

  private static BacktestReport report() {
    SeriesKey key = new SeriesKey(Map.of("Series", "s1"), "EffectiveCost", "EUR");
    Tally seasonal =
        new Tally("seasonal", 4, 3, 9, Map.of("EUR", new BigDecimal("1201.50")), Map.of("drop", 1), 3);
    Tally together = new Tally("", 4, 3, 9, Map.of("EUR", new BigDecimal("1201.50")), Map.of(), 4);
    return new BacktestReport(
        new Period(LocalDate.of(2025, 10, 1), LocalDate.of(2025, 11, 1)),
        7,
        List.of(
            new Alert(key, DAY.plusDays(1), "seasonal", finding(DAY, DAY.plusDays(1), 0.7, 90), true),
            new Alert(key, DAY.plusDays(2), "seasonal", finding(DAY, DAY.plusDays(2), 0.8, 80), false)),
        together,
        List.of(seasonal));
  }

  private static Finding finding(LocalDate from, LocalDate to, double score, double cost) {
    return new Finding(
        new Period(from, to), Finding.Kind.SPIKE, score, 10, cost, String.format("It cost %.0f.", cost));
  }
}
