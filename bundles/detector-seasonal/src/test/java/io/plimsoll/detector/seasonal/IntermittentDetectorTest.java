package io.plimsoll.detector.seasonal;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Series begin on Monday 4 August 2025; the host looks on Monday 3 November. */
class IntermittentDetectorTest {
  private static final LocalDate START = LocalDate.of(2025, 8, 4);
  private static final LocalDate AS_OF = LocalDate.of(2025, 11, 3);

  private final IntermittentDetector detector = new IntermittentDetector();

  @Test
  void chargesThatComeNowAndThenAreUsualUntilOneIsMuchLarger() {
    assertThat(evaluate(day -> day.getDayOfYear() % 9 == 0 ? 80 : 0)).isEmpty();
    assertThat(evaluate(day -> day.equals(LocalDate.of(2025, 10, 30)) ? 400 : day.getDayOfYear() % 9 == 0 ? 80 : 0))
        .singleElement()
        .returns(Finding.Kind.SPIKE, Finding::kind)
        .returns("400.00 EUR was charged on Thursday 2025-10-30, 400 % more than the 80.00 EUR that its charges usually "
            + "are, which vary by 11 %.", Finding::explanation);
  }

  @Test
  void aChargeOnADayOnWhichNoneIsDueIsFoundHoweverSmall() {
    assertThat(evaluate(day -> day.getDayOfWeek() == DayOfWeek.MONDAY ? 80 : 0)).isEmpty();
    assertThat(evaluate(day -> day.equals(LocalDate.of(2025, 10, 30)) ? 30 : day.getDayOfWeek() == DayOfWeek.MONDAY ? 80 : 0))
        .singleElement()
        .returns("30.00 EUR was charged on Thursday 2025-10-30, where charges come on Mondays.", Finding::explanation);
  }

  @Test
  void aMonthlyInvoiceOnAnotherDayIsFound() {
    assertThat(evaluate(day -> day.getDayOfMonth() == 24 ? 300 : 0)).isEmpty();
    assertThat(evaluate(day -> day.getDayOfMonth() == 24 || day.equals(LocalDate.of(2025, 10, 30)) ? 300 : 0))
        .singleElement()
        .returns("300.00 EUR was charged on Thursday 2025-10-30, where charges come on day 24 of the month.",
            Finding::explanation);
  }

  @Test
  void theLastDayOfTheMonthIsNoFixedDay() {
    LocalDate later = LocalDate.of(2025, 12, 2);
    ToDoubleFunction<LocalDate> lastDays = day -> day.getDayOfMonth() == day.lengthOfMonth() ? 300 : 0;
    EvaluationContext context =
        new EvaluationContext(later, new Period(AS_OF, later), EvaluationContext.Floors.DEFAULT, START);

    assertThat(detector.evaluate(series(START, later, lastDays), context)).isEmpty();
    assertThat(detector.evaluate(
            series(START, later, day -> day.equals(LocalDate.of(2025, 11, 20)) ? 300 : lastDays.applyAsDouble(day)), context))
        .singleElement()
        .returns("300.00 EUR was charged on Thursday 2025-11-20, where charges come on the last day of the month.",
            Finding::explanation);
  }

  @Test
  void aSeriesThatCostsSomethingOnMostDaysIsNotItsBusiness() {
    assertThat(evaluate(day -> day.equals(LocalDate.of(2025, 10, 30)) ? 900 : 100)).isEmpty();
  }

  private List<Finding> evaluate(ToDoubleFunction<LocalDate> cost) {
    return detector.evaluate(series(cost), context(LocalDate.of(2025, 10, 20), AS_OF));
  }

  private static EvaluationContext context(LocalDate from, LocalDate to) {
    return new EvaluationContext(AS_OF, new Period(from, to), EvaluationContext.Floors.DEFAULT, START);
  }

  private static CostSeries series(ToDoubleFunction<LocalDate> cost) {
    return series(START, AS_OF, cost);
  }

  private static CostSeries series(LocalDate from, LocalDate to, ToDoubleFunction<LocalDate> cost) {
    double[] costs = from.datesUntil(to).mapToDouble(cost).toArray();
    BitSet present = new BitSet();
    for (int day = 0; day < costs.length; day++) {
      present.set(day, costs[day] != 0);
    }
    return new CostSeries(new SeriesKey(Map.of("ServiceName", "Storage"), "EffectiveCost", "EUR"), START, costs, present);
  }
}
