package io.plimsoll.detector.newcharge;

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
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Data begins on 1 August 2025; the host looks day by day until 3 November. */
class NewChargeDetectorTest {
  private static final LocalDate START = LocalDate.of(2025, 8, 1);
  private static final LocalDate AS_OF = LocalDate.of(2025, 11, 3);
  private static final LocalDate FIRST = LocalDate.of(2025, 10, 31);

  private final NewChargeDetector detector = new NewChargeDetector();

  @Test
  void aChargeThatWasNeverThereIsReportedWithItsFirstDays() {
    assertThat(evaluate(day -> day.isBefore(FIRST) ? 0 : 48)).singleElement()
        .returns(Finding.Kind.NEW_CHARGE, Finding::kind)
        .returns(new Period(FIRST, AS_OF), Finding::days)
        .returns(0.0, Finding::expectedPerDay)
        .returns(48.0, Finding::actualPerDay)
        .returns("A new charge of 48.00 EUR a day began on 2025-10-31 after at least 30 days without any.",
            Finding::explanation);
  }

  @Test
  void itIsReportedAtItsFirstDaysAndNeverAgain() {
    int reported = 0;
    for (LocalDate asOf = FIRST.minusDays(5); asOf.isBefore(FIRST.plusDays(40)); asOf = asOf.plusDays(1)) {
      CostSeries series = series(START, asOf, day -> day.isBefore(FIRST) ? 0 : 48);
      List<Finding> findings = detector.evaluate(series, context(asOf, asOf.minusDays(1), asOf));
      reported += findings.size();
      assertThat(findings).allSatisfy(f -> assertThat(f.days().from()).isBefore(FIRST.plusDays(3)));
    }
    assertThat(reported).isEqualTo(3);
  }

  @Test
  void aChargeThatGrowsOverItsFirstDaysIsFound() {
    assertThat(evaluate(day -> day.isBefore(FIRST) ? 0 : day.equals(FIRST) ? 0.4 : 40)).singleElement()
        .returns(new Period(FIRST, AS_OF), Finding::days);
  }

  @Test
  void aSeriesThatIsThereWhenTheDataBeginsIsNotNew() {
    assertThat(all(day -> 48)).isEmpty();
    assertThat(all(day -> day.isBefore(START.plusDays(29)) ? 0 : 48)).isEmpty();
    assertThat(all(day -> day.isBefore(START.plusDays(30)) ? 0 : 48)).hasSize(1);
  }

  @Test
  void aSeriesThatTheHostFirstSawTodayIsNewWhenItsDataIsOlder() {
    CostSeries series = series(AS_OF.minusDays(1), AS_OF, day -> 48);
    assertThat(detector.evaluate(series, context(AS_OF, AS_OF.minusDays(3), AS_OF))).hasSize(1);
  }

  @Test
  void t68ASmallChargeIsNotWorthAPersonsTime() {
    assertThat(evaluate(day -> day.isBefore(FIRST) ? 0 : 4.99)).isEmpty();
  }

  @Test
  void aChargeAfterAShortPauseIsNotNew() {
    assertThat(evaluate(day -> day.isBefore(FIRST) && day.isAfter(FIRST.minusDays(30)) ? 0 : 48)).isEmpty();
    assertThat(evaluate(day -> day.isBefore(FIRST) && day.isAfter(FIRST.minusDays(32)) ? 0 : 48)).hasSize(1);
  }

  @Test
  void anInvoiceThatReturnsEachMonthIsNewOnceOnly() {
    assertThat(all(day -> day.getDayOfMonth() == 4 && day.getMonthValue() > 8 ? 300 : 0)).hasSize(1);
  }

  @Test
  void aCreditIsNoCharge() {
    assertThat(evaluate(day -> day.isBefore(FIRST) ? 0 : -48)).isEmpty();
  }

  @Test
  void daysFromTheDayOfTheEvaluationOnAreNotJudged() {
    CostSeries series = series(START, AS_OF.plusDays(5), day -> day.isBefore(AS_OF) ? 0 : 48);
    assertThat(detector.evaluate(series, context(AS_OF, FIRST, AS_OF.plusDays(5)))).isEmpty();
  }

  private List<Finding> evaluate(ToDoubleFunction<LocalDate> cost) {
    return detector.evaluate(series(START, AS_OF, cost), context(AS_OF, AS_OF.minusDays(3), AS_OF));
  }

  /** The different sentences of all days' findings, each day judged the day after. */
  private List<String> all(ToDoubleFunction<LocalDate> cost) {
    return START.plusDays(1).datesUntil(AS_OF.plusDays(1))
        .flatMap(asOf -> detector
            .evaluate(series(START, asOf, cost), context(asOf, asOf.minusDays(3), asOf)).stream())
        .map(finding -> finding.explanation().replaceFirst(".* began on", "began on"))
        .distinct()
        .toList();
  }

  private static EvaluationContext context(LocalDate asOf, LocalDate from, LocalDate to) {
    return new EvaluationContext(asOf, new Period(from, to), EvaluationContext.Floors.DEFAULT, START);
  }

  private static CostSeries series(LocalDate from, LocalDate to, ToDoubleFunction<LocalDate> cost) {
    double[] costs = from.datesUntil(to).mapToDouble(cost).toArray();
    BitSet present = new BitSet();
    for (int day = 0; day < costs.length; day++) {
      present.set(day, costs[day] != 0);
    }
    return new CostSeries(new SeriesKey(Map.of("ServiceName", "Storage"), "EffectiveCost", "EUR"), from, costs, present);
  }
}
