package io.plimsoll.detector.seasonal;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Series begin on Monday 4 August 2025; the host looks on Monday 3 November. */
class DropDetectorTest {
  private static final LocalDate START = LocalDate.of(2025, 8, 4);
  private static final LocalDate AS_OF = LocalDate.of(2025, 11, 3);

  private final DropDetector detector = new DropDetector();

  @Test
  void costsThatAreGoneForTwoFinalDaysAreADrop() {
    assertThat(evaluate(day -> day.isBefore(LocalDate.of(2025, 10, 29)) ? 100 : 2)).singleElement()
        .returns(Finding.Kind.DROP, Finding::kind)
        .returns(new Period(LocalDate.of(2025, 10, 29), LocalDate.of(2025, 11, 1)), Finding::days)
        .returns("It cost only 2.00 EUR a day from 2025-10-29 to 2025-10-31 where 100.00 EUR is usual for those "
            + "weekdays, 98 % less.", Finding::explanation);
  }

  @Test
  void oneMissingDayIsNoDrop() {
    assertThat(evaluate(day -> day.equals(LocalDate.of(2025, 10, 28)) ? 0 : 100)).isEmpty();
  }

  @Test
  void aRefundIsNoDrop() {
    assertThat(evaluate(day -> day.getMonthValue() == 10 && day.getDayOfMonth() > 27 && day.getDayOfMonth() < 30
        ? -900 : 100)).isEmpty();
  }

  @Test
  void aSeriesOfCreditsIsNotJudged() {
    assertThat(evaluate(day -> day.isBefore(LocalDate.of(2025, 10, 29)) ? -100 : 0)).isEmpty();
  }

  @Test
  void t67FiguresThatMayStillComeAreNoDrop() {
    assertThat(evaluate(day -> day.isBefore(AS_OF.minusDays(2)) ? 100 : 0)).isEmpty();
  }

  @Test
  void daysWithoutAnExportAreNoDrop() {
    LocalDate first = LocalDate.of(2025, 10, 28);
    CostSeries series = series(day -> day.isBefore(first) || day.isAfter(first.plusDays(1)) ? 100 : 0);
    EvaluationContext context = context(LocalDate.of(2025, 10, 20), AS_OF);

    assertThat(detector.evaluate(series, context)).as("as far as anybody knows").hasSize(1);
    assertThat(detector.evaluate(series, new EvaluationContext(
        AS_OF, context.evaluate(), context.floors(), START, List.of(), Set.of(first, first.plusDays(1))))).isEmpty();
  }

  @Test
  void weekendsThatAreSwitchedOffFromNowOnAreHowThingsAreFiveWeeksLater() {
    LocalDate off = LocalDate.of(2025, 9, 15);

    assertThat(evaluate(day -> day.isBefore(off) || day.getDayOfWeek().getValue() < 6 ? 100 : 2)).isEmpty();
  }

  @Test
  void aCostOfCentsIsNotMissed() {
    assertThat(evaluate(day -> day.isBefore(LocalDate.of(2025, 10, 29)) ? 4 : 0)).isEmpty();
  }

  private List<Finding> evaluate(ToDoubleFunction<LocalDate> cost) {
    return detector.evaluate(series(cost), context(LocalDate.of(2025, 10, 20), AS_OF));
  }

  private static EvaluationContext context(LocalDate from, LocalDate to) {
    return new EvaluationContext(AS_OF, new Period(from, to), EvaluationContext.Floors.DEFAULT, START);
  }

  private static CostSeries series(ToDoubleFunction<LocalDate> cost) {
    double[] costs = START.datesUntil(AS_OF).mapToDouble(cost).toArray();
    BitSet present = new BitSet();
    for (int day = 0; day < costs.length; day++) {
      present.set(day, costs[day] != 0);
    }
    return new CostSeries(new SeriesKey(Map.of("ServiceName", "Storage"), "EffectiveCost", "EUR"), START, costs, present);
  }
}
