package io.plimsoll.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.cost.Period;
import io.plimsoll.testkit.ExampleSeries.Case;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleSeriesTest {
  private static final LocalDate MONDAY = LocalDate.of(2025, 9, 1);

  @Test
  void daysFollowOneAnotherAndAGapIsNotZero() {
    // when
    Case asked = ExampleSeries.from(MONDAY).days(2, 5).gap(1).weeks(1, 100, 20).judgingTheLast(3);

    // then
    CostSeries series = asked.series();
    assertThat(series.days()).isEqualTo(10);
    assertThat(series.isPresent(2)).isFalse();
    assertThat(series.cost(0)).isEqualTo(5);
    assertThat(series.cost(series.indexOf(LocalDate.of(2025, 9, 6)))).as("a Saturday").isEqualTo(20);
    assertThat(series.cost(series.indexOf(LocalDate.of(2025, 9, 8)))).as("a Monday").isEqualTo(100);
    assertThat(asked.context().evaluate()).isEqualTo(new Period(LocalDate.of(2025, 9, 8), LocalDate.of(2025, 9, 11)));
    assertThat(asked.context().asOf()).isEqualTo(LocalDate.of(2025, 9, 11));
    assertThat(asked.context().dataSince()).isEqualTo(MONDAY);
  }

  @Test
  void theSameSeedGivesTheSameNoise() {
    // when
    CostSeries one = ExampleSeries.from(MONDAY).days(30, 100).noise(7, 0.1).series();
    CostSeries two = ExampleSeries.from(MONDAY).days(30, 100).noise(7, 0.1).series();

    // then
    for (int day = 0; day < 30; day++) {
      assertThat(one.cost(day)).isEqualTo(two.cost(day)).isBetween(90.0, 110.0);
    }
    assertThat(one.cost(0)).isNotEqualTo(one.cost(1));
  }

  @Test
  void aSeriesIsWrittenAsFocusWithOneRowADay(@TempDir Path folder) throws Exception {
    // when
    Path file = ExampleExport.write(folder.resolve("new"), ExampleSeries.from(MONDAY).days(2, 5).gap(3).days(1, 7.25).series());

    // then
    List<String> lines = Files.readAllLines(file);
    List<String> columns = Arrays.asList(lines.get(0).split(","));
    assertThat(lines).hasSize(4);
    List<String> last = Arrays.asList(lines.get(3).split(",", -1));
    assertThat(last.get(columns.indexOf("EffectiveCost"))).isEqualTo("7.25");
    assertThat(last.get(columns.indexOf("ChargePeriodStart"))).isEqualTo("2025-09-06T00:00:00Z");
    assertThat(last.get(columns.indexOf("BillingPeriodEnd"))).isEqualTo("2025-10-01T00:00:00Z");
    assertThat(last.get(columns.indexOf("ServiceName"))).isEqualTo("Example service");
  }
}
