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
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Series begin on Monday 4 August 2025; the host looks on Monday 3 November. */
class SustainedChangeDetectorTest {
  private static final LocalDate START = LocalDate.of(2025, 8, 4);
  private static final LocalDate AS_OF = LocalDate.of(2025, 11, 3);

  private final SustainedChangeDetector detector = new SustainedChangeDetector();

  @Test
  void costsThatRiseSlowlyAreFound() {
    LocalDate begin = LocalDate.of(2025, 9, 29);
    assertThat(evaluate(day -> day.isBefore(begin) ? 100 : 100 + 1.5 * (day.toEpochDay() - begin.toEpochDay())))
        .singleElement()
        .satisfies(finding -> assertThat(finding.kind()).isIn(Finding.Kind.STEP, Finding.Kind.DRIFT))
        .satisfies(finding -> assertThat(finding.explanation()).matches(
            "The seven days to 2025-11-02 cost 1[0-9.]+ EUR a day, [0-9]+ % more than the 1[0-9.]+ EUR of the weeks "
                + "before, which vary by 3 %."));
  }

  @Test
  void anInvoiceOfEachMonthDoesNotHideASlowRise() {
    LocalDate begin = LocalDate.of(2025, 9, 29);
    assertThat(
            evaluate(
                day ->
                    (day.getDayOfMonth() == 28 ? 900 : 0)
                        + (day.isBefore(begin) ? 100 : 100 + 1.5 * (day.toEpochDay() - begin.toEpochDay()))))
        .isNotEmpty();
  }

  @Test
  void costsThatDoubleEveryFewDaysRunAway() {
    LocalDate begin = LocalDate.of(2025, 10, 24);
    assertThat(evaluate(day -> day.isBefore(begin) ? 100 : 100 + Math.pow(1.8, day.toEpochDay() - begin.toEpochDay())))
        .singleElement()
        .returns(Finding.Kind.RUNAWAY, Finding::kind);
  }

  @Test
  void growthThatItAlwaysHadIsUsual() {
    assertThat(evaluate(day -> 100 * Math.pow(1.10, START.until(day).toTotalMonths() + day.getDayOfMonth() / 31.0)))
        .isEmpty();
  }

  @Test
  void everydayNoiseIsUsual() {
    Random random = new Random(7);
    double[] noise = random.doubles(400, 0.7, 1.3).toArray();
    assertThat(evaluate(day -> 100 * noise[day.getDayOfYear()])).isEmpty();
  }

  @Test
  void invoicesOfEachMonthAreUsual() {
    assertThat(evaluate(day -> day.getDayOfMonth() == 28 ? 900 : 100)).isEmpty();
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
