package io.plimsoll.api.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.cost.CostQuery.Comparison;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

/** Periods of questions. */
class CostQueryTest {
  @Test
  void aWholeMonthIsComparedWithTheMonthBefore() {
    CostQuery query = CostQuery.of(Metric.BILLED_COST, Period.month(YearMonth.of(2025, 3))).compare(Comparison.PREVIOUS);

    assertThat(query.comparedPeriod()).isEqualTo(Period.month(YearMonth.of(2025, 2)));
  }

  @Test
  void someDaysAreComparedWithAsManyDaysBefore() {
    Period days = new Period(LocalDate.of(2025, 3, 5), LocalDate.of(2025, 3, 12));

    assertThat(CostQuery.of(Metric.BILLED_COST, days).compare(Comparison.PREVIOUS).comparedPeriod())
        .isEqualTo(new Period(LocalDate.of(2025, 2, 26), LocalDate.of(2025, 3, 5)));
    assertThat(CostQuery.of(Metric.BILLED_COST, days).compare(Comparison.YEAR).comparedPeriod())
        .isEqualTo(new Period(LocalDate.of(2024, 3, 5), LocalDate.of(2024, 3, 12)));
  }

  @Test
  void aDimensionAskedForTwiceIsRefused() {
    CostQuery query = CostQuery.of(Metric.BILLED_COST, Period.month(YearMonth.of(2025, 3)));

    assertThatThrownBy(() -> query.by("ServiceName", "ServiceName")).hasMessageContaining("asked for twice");
  }
}
