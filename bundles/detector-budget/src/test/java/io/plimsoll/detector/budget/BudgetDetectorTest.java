package io.plimsoll.detector.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SegmentedDetector;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.ExampleSeries.Case;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetDetectorTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 6, 1);

  @Test
  void withoutAnAmountItFindsNothing() {
    assertThat(found(Map.of(), ExampleSeries.from(FIRST).days(30, 1_000_000).judgingTheLast(30))).isEmpty();
    assertThat(found(new BudgetDetector(), ExampleSeries.from(FIRST).days(30, 1_000_000).judgingTheLast(30))).isEmpty();
  }

  @Test
  void daysInARowAboveTheAmountAreOneFinding() {
    Finding finding =
        only(found(Map.of("daily", "150"), ExampleSeries.from(FIRST).days(20, 100).days(2, 180).days(3, 150).judgingTheLast(7)));

    assertThat(finding.kind()).isEqualTo(Finding.Kind.THRESHOLD);
    assertThat(finding.days()).isEqualTo(new Period(FIRST.plusDays(20), FIRST.plusDays(22)));
    assertThat(finding.excess()).isCloseTo(60, within(1e-9));
    assertThat(finding.explanation())
        .isEqualTo("It cost 180.00 EUR a day from 2025-06-21 to 2025-06-22, above the 150.00 a day that were set for it.");
  }

  @Test
  void theDayOnWhichAMonthPassesItsAmountIsNamedAndTheExcessIsWhatIsAboveIt() {
    // 25 days of 100 against 2,050: passed on the 21st, 450 too much by the 25th
    Finding finding = only(found(Map.of("monthly", "2050"), ExampleSeries.from(FIRST).days(25, 100).judgingTheLast(25)));

    assertThat(finding.days()).isEqualTo(new Period(LocalDate.of(2025, 6, 21), LocalDate.of(2025, 6, 26)));
    assertThat(finding.excess()).isCloseTo(450, within(1e-9));
    assertThat(finding.explanation())
        .isEqualTo("June 2025 came to 2,500.00 EUR by 2025-06-25; the 2,050.00 that were set for the month were passed on 2025-06-21.");
  }

  @Test
  void whatWasAboveBeforeTheDaysJudgedIsNotCountedTwice() {
    Finding finding = only(found(Map.of("monthly", "2050"), ExampleSeries.from(FIRST).days(25, 100).judgingTheLast(2)));

    assertThat(finding.days()).isEqualTo(new Period(LocalDate.of(2025, 6, 24), LocalDate.of(2025, 6, 26)));
    assertThat(finding.excess()).isCloseTo(200, within(1e-9));
  }

  @Test
  void anAmountIsForItsCurrencyAlone() {
    assertThat(
            found(Map.of("daily", "1", "currency", "usd"), ExampleSeries.from(FIRST).days(30, 100).judgingTheLast(7)))
        .isEmpty();
  }

  @Test
  void theAmountIsForAllCostsUnlessItSaysByWhat() {
    assertThat(dimensions(Map.of("monthly", "10"))).isEmpty();
    assertThat(dimensions(Map.of("monthly", "10", "by", "ServiceName, tag:env")))
        .containsExactly(Dimension.parse("ServiceName"), Dimension.parse("tag:env"));
  }

  @Test
  void settingsThatCannotBeAreNamedTogether() {
    assertThatThrownBy(() -> configured(Map.of("daily", "-1", "monthly", "much", "weekly", "3")))
        .isInstanceOf(PlimsollException.class)
        .hasMessageContaining("daily is not an amount above 0")
        .hasMessageContaining("monthly was 'much' but it is not a number")
        .hasMessageContaining("weekly is not a setting here");
    assertThatThrownBy(() -> configured(Map.of("by", "ServiceName")))
        .hasMessageContaining("daily or monthly has to be set too");
  }

  private static List<Dimension> dimensions(Map<String, String> settings) {
    return ((SegmentedDetector) configured(settings)).dimensions();
  }

  private static AnomalyDetector configured(Map<String, String> settings) {
    return new BudgetDetector().configured(PluginSettings.of(settings));
  }

  private static List<Finding> found(Map<String, String> settings, Case asked) {
    return found(configured(settings), asked);
  }

  private static List<Finding> found(AnomalyDetector detector, Case asked) {
    return detector.evaluate(asked.series(), asked.context());
  }

  private static Finding only(List<Finding> found) {
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
