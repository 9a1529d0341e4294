package io.plimsoll.detector.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.Settling;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Series begin on Monday 4 August 2025; the host looks on Monday 3 November. */
class SeasonalDetectorTest {
  private static final LocalDate START = LocalDate.of(2025, 8, 4);
  private static final LocalDate AS_OF = LocalDate.of(2025, 11, 3);

  private final SeasonalDetector detector = new SeasonalDetector();

  @Test
  void aFlatSeriesHasNoFindings() {
    assertThat(evaluate(day -> 100)).isEmpty();
    assertThat(evaluate(day -> day.getDayOfMonth() % 2 == 0 ? 100 : 100.01)).isEmpty();
  }

  @Test
  void aDayThatCostsTwiceAsMuchIsASpike() {
    assertThat(evaluate(day -> day.equals(LocalDate.of(2025, 10, 30)) ? 212.5 : 100)).singleElement()
        .returns(Finding.Kind.SPIKE, Finding::kind)
        .returns(new Period(LocalDate.of(2025, 10, 30), LocalDate.of(2025, 10, 31)), Finding::days)
        .returns(100.0, Finding::expectedPerDay)
        .returns(212.5, Finding::actualPerDay)
        .returns("It cost 212.50 EUR on Thursday 2025-10-30, 113 % more than the 100.00 EUR usual for that weekday, "
            + "which vary by 3 %.",
            Finding::explanation)
        .satisfies(finding -> assertThat(finding.score()).isBetween(0.5, 1.0));
  }

  @Test
  void ofAYoungDayItIsJudgedWhatSuchDaysUsuallyComeTo() {
    // given: of 160 on the last day, 88 are in, less than usual; of such days usually 55 % is
    CostSeries known = series(day -> day.equals(AS_OF.minusDays(1)) ? 88 : 100);
    EvaluationContext context = context(AS_OF.minusDays(3), AS_OF);

    assertThat(detector.evaluate(known, context)).as("taken as it is").isEmpty();
    assertThat(detector.evaluate(known.settling(new Settling(0.55, 0.02), Settling.COMPLETE), context)).singleElement()
        .satisfies(finding -> assertThat(finding.actualPerDay()).isCloseTo(160, within(1e-9)))
        .returns("It cost 160.00 EUR on Sunday 2025-11-02 (88.00 so far, when 55 % of a day is usually in), 60 % more than the "
            + "100.00 EUR usual for that weekday, which vary by 3 %.", Finding::explanation);
  }

  @Test
  void ofAYoungDayThatMayComeToAnythingNothingIsSaid() {
    CostSeries known = series(day -> day.equals(AS_OF.minusDays(1)) ? 88 : 100);

    assertThat(
            detector.evaluate(
                known.settling(new Settling(0.55, 0.4), Settling.COMPLETE), context(AS_OF.minusDays(3), AS_OF)))
        .isEmpty();
  }

  @Test
  void costsThatStayHighAreOneStep() {
    assertThat(evaluate(day -> day.isBefore(LocalDate.of(2025, 10, 28)) ? 100 : 150)).singleElement()
        .returns(Finding.Kind.STEP, Finding::kind)
        .returns(new Period(LocalDate.of(2025, 10, 28), AS_OF), Finding::days)
        .returns("It cost 150.00 EUR a day from 2025-10-28 to 2025-11-02, 50 % more than the 100.00 EUR usual for "
            + "those weekdays, which vary by 3 %.", Finding::explanation);
  }

  @Test
  void onlyTheDaysAskedForAreReportedYetEarlierOnesTellAStepFromASpike() {
    // when
    List<Finding> findings = detector.evaluate(
        series(day -> day.isBefore(LocalDate.of(2025, 10, 28)) ? 100 : 150), context(AS_OF.minusDays(1), AS_OF));

    // then
    assertThat(findings).singleElement()
        .returns(Finding.Kind.STEP, Finding::kind)
        .returns(new Period(AS_OF.minusDays(1), AS_OF), Finding::days);
  }

  @Test
  void twoSpikesApartAreTwoFindings() {
    assertThat(evaluate(day -> day.equals(LocalDate.of(2025, 10, 24)) || day.equals(LocalDate.of(2025, 10, 30))
        ? 300 : 100)).hasSize(2);
  }

  @Test
  void cheapWeekendsAreUsual() {
    assertThat(evaluate(SeasonalDetectorTest::office)).isEmpty();
  }

  @Test
  void aWeekendLeftOnIsFound() {
    assertThat(evaluate(day -> day.isBefore(LocalDate.of(2025, 11, 1)) ? office(day) : 200)).singleElement()
        .returns(Finding.Kind.WEEKEND_ON, Finding::kind)
        .returns(new Period(LocalDate.of(2025, 11, 1), AS_OF), Finding::days)
        .returns(40.0, Finding::expectedPerDay);
  }

  @Test
  void aChargeOnTheFirstOfEachMonthIsUsualFromTheSecondTimeOn() {
    assertThat(evaluate(day -> day.getDayOfMonth() == 1 ? 900 : 100)).isEmpty();
    assertThat(evaluate(day -> day.getDayOfMonth() == 1 && day.getMonthValue() == 11 ? 900 : 100)).hasSize(1);
    assertThat(evaluate(day -> day.getDayOfMonth() == 1 ? day.getMonthValue() == 11 ? 2_000 : 900 : 100)).hasSize(1);
  }

  @Test
  void anInvoiceOnTheFirstDoesNotExcuseTheDayBeforeIt() {
    LocalDate high = LocalDate.of(2025, 10, 31);
    assertThat(evaluate(day -> day.getDayOfMonth() == 1 ? 9_000 : day.equals(high) ? 180 : 100)).singleElement()
        .returns(new Period(high, high.plusDays(1)), Finding::days);
  }

  @Test
  void anInvoiceOfEachMonthDoesNotRaiseTheDaysAfterIt() {
    // given: an invoice that is larger than last month's, and two days that are a little dearer
    assertThat(
            evaluate(
                day ->
                    day.getDayOfMonth() == 29
                        ? day.getMonthValue() == 10 ? 1_100 : 900
                        : day.isAfter(LocalDate.of(2025, 10, 29)) && day.isBefore(LocalDate.of(2025, 11, 1)) ? 112 : 100))
        .isEmpty();
  }

  @Test
  void aWeekThatWasDearAMonthAgoIsNotWhatComesEachMonth() {
    LocalDate before = LocalDate.of(2025, 9, 27);
    LocalDate step = LocalDate.of(2025, 10, 29);
    assertThat(
            evaluate(
                day -> !day.isBefore(before) && day.isBefore(before.plusDays(6)) || !day.isBefore(step) ? 250 : 100))
        .singleElement().returns(new Period(step, AS_OF), Finding::days);
  }

  @Test
  void inASeriesThatJumpsAPeakOfLastMonthExplainsNothing() {
    // given: costs that vary by a quarter, dearer on a day of September, and more so on that day of October
    LocalDate high = LocalDate.of(2025, 10, 30);
    LocalDate peak = LocalDate.of(2025, 9, 30);
    Random random = new Random(11);
    double[] noise = random.doubles(400, 0.75, 1.25).toArray();

    assertThat(
            evaluate(day -> 1_000 * (day.equals(high) ? 5 : day.equals(peak) ? 4 : noise[day.getDayOfYear()])))
        .as("which stands out, and so is what comes each month").isEmpty();
    assertThat(
            evaluate(day -> 1_000 * (day.equals(high) ? 2 : day.equals(peak) ? 1.55 : noise[day.getDayOfYear()])))
        .singleElement().returns(new Period(high, high.plusDays(1)), Finding::days);
  }

  @Test
  void aBatchOnTheLastDaysOfEachMonthIsUsualWhateverTheMonthsLength() {
    assertThat(evaluate(day -> day.getDayOfMonth() > day.lengthOfMonth() - 2 ? 250 : 100)).isEmpty();
  }

  @Test
  void steadyGrowthIsUsual() {
    assertThat(evaluate(day -> 100 * Math.pow(1.10, START.until(day).toTotalMonths() + day.getDayOfMonth() / 31.0)))
        .isEmpty();
  }

  @Test
  void everydayNoiseIsUsual() {
    Random random = new Random(7);
    double[] noise = random.doubles(400, 0.8, 1.2).toArray();
    assertThat(evaluate(day -> 100 * noise[day.getDayOfYear()])).isEmpty();
  }

  @Test
  void t67FiguresOfTheLastDaysThatAreNotComplete() {
    // given: a third of yesterday is known, nothing of today's export of the day before
    assertThat(evaluate(day ->
        day.equals(AS_OF.minusDays(1)) ? 33 : day.equals(AS_OF.minusDays(2)) ? 0 : 100)).isEmpty();
  }

  @Test
  void t67AnIncompleteDayThatIsHighAlreadyIsFound() {
    assertThat(evaluate(day -> day.equals(AS_OF.minusDays(1)) ? 160 : 100)).hasSize(1);
  }

  @Test
  void t68ASeriesOfCentsIsNotWorthAPersonsTime() {
    assertThat(evaluate(day -> day.equals(LocalDate.of(2025, 10, 30)) ? 4.9 : 0.2)).isEmpty();
  }

  @Test
  void aRiseBelowTheRatioIsNotWorthAPersonsTime() {
    assertThat(evaluate(day -> day.equals(LocalDate.of(2025, 10, 30)) ? 1_190 : 1_000)).isEmpty();
  }

  @Test
  void anAnomalyOfTheSummerDoesNotHideOneOfTheAutumn() {
    // given: five weeks from 14 July in which the cost rises to more than four times
    LocalDate rise = LocalDate.of(2025, 7, 14);
    LocalDate high = LocalDate.of(2025, 10, 22);
    ToDoubleFunction<LocalDate> costs =
        day -> {
          long since = ChronoUnit.DAYS.between(rise, day);
          double usual = 100 + day.getDayOfMonth() * 7 % 5;
          return since >= 0 && since < 35 ? usual * (1 + since / 10.0) : day.equals(high) ? 1.8 * usual : usual;
        };

    // when, then: two months later, not even twice as much is told
    assertThat(
            detector.evaluate(series(LocalDate.of(2025, 5, 5), costs), context(LocalDate.of(2025, 10, 20), AS_OF)))
        .singleElement().returns(new Period(high, high.plusDays(1)), Finding::days);
  }

  @Test
  void aSlowRiseOfTheSummerDoesNotMakeAStepLookUsual() {
    // given: costs that grow to twice as much in seven weeks, fall back, and then cost two thirds more
    LocalDate begin = LocalDate.of(2025, 7, 28);
    LocalDate step = LocalDate.of(2025, 10, 29);
    ToDoubleFunction<LocalDate> costs =
        day -> {
          long since = ChronoUnit.DAYS.between(begin, day);
          double usual = 100 + day.getDayOfMonth() * 7 % 5;
          return since >= 0 && since < 49 ? usual * (1 + since / 49.0) : day.isBefore(step) ? usual : 1.65 * usual;
        };

    assertThat(
            detector.evaluate(series(LocalDate.of(2025, 4, 7), costs), context(LocalDate.of(2025, 10, 20), AS_OF)))
        .singleElement().returns(new Period(step, AS_OF), Finding::days);
  }

  @Test
  void theMoreMoneyIsAtStakeTheLessIsNeededToSpeak() {
    LocalDate high = LocalDate.of(2025, 10, 30);

    // the same series twice, once a hundred times as dear
    assertThat(evaluate(day -> day.equals(high) ? 1.5 * 40 : 40 * restless(day))).isEmpty();
    assertThat(evaluate(day -> day.equals(high) ? 1.5 * 4_000 : 4_000 * restless(day))).singleElement()
        .returns(new Period(high, high.plusDays(1)), Finding::days);
  }

  @Test
  void muchMoneyIsNotEnoughWhereTheSeriesJumpedAsFarBefore() {
    LocalDate high = LocalDate.of(2025, 10, 30);
    LocalDate before = LocalDate.of(2025, 9, 24);

    assertThat(evaluate(day -> day.equals(high) ? 1.5 * 4_000 : day.equals(before) ? 1.7 * 4_000 : 4_000 * restless(day)))
        .isEmpty();
  }

  /** About 1, a tenth more or less, the same for the same day. */
  private static double restless(LocalDate day) {
    Random random = new Random(3);
    double value = 1;
    for (LocalDate until = START; !until.isAfter(day); until = until.plusDays(1)) {
      value = Math.exp(0.1 * random.nextGaussian());
    }
    return value;
  }

  @Test
  void aSeriesOfLessThanThreeWeeksIsNotJudged() {
    assertThat(evaluate(day -> day.isBefore(AS_OF.minusDays(20)) ? 0 : day.equals(AS_OF.minusDays(4)) ? 900 : 100))
        .isEmpty();
  }

  @Test
  void daysBeforeTheFirstChargeAreNotTakenForFreeOnes() {
    assertThat(evaluate(day -> day.isBefore(LocalDate.of(2025, 9, 22)) ? 0 : 100)).isEmpty();
  }

  @Test
  void theSameQuestionGetsTheSameAnswer() {
    CostSeries series = series(day -> day.isBefore(LocalDate.of(2025, 10, 28)) ? 100 : 150);
    EvaluationContext context = context(LocalDate.of(2025, 10, 20), AS_OF);
    assertThat(detector.evaluate(series, context)).isEqualTo(detector.evaluate(series, context));
  }

  @Test
  void daysOutsideTheSeriesAreNotJudged() {
    assertThat(detector.evaluate(series(day -> 100), context(AS_OF.minusYears(1), AS_OF.plusYears(1)))).isEmpty();
    assertThat(detector.evaluate(
        new CostSeries(new SeriesKey(Map.of(), "EffectiveCost", "EUR"), START, new double[0], new BitSet()),
        context(START, AS_OF))).isEmpty();
  }

  private List<Finding> evaluate(ToDoubleFunction<LocalDate> cost) {
    return detector.evaluate(series(cost), context(LocalDate.of(2025, 10, 20), AS_OF));
  }

  private static EvaluationContext context(LocalDate from, LocalDate to) {
    return new EvaluationContext(AS_OF, new Period(from, to), EvaluationContext.Floors.DEFAULT, START);
  }

  private static CostSeries series(ToDoubleFunction<LocalDate> cost) {
    return series(START, cost);
  }

  private static CostSeries series(LocalDate start, ToDoubleFunction<LocalDate> cost) {
    double[] costs = start.datesUntil(AS_OF).mapToDouble(cost).toArray();
    BitSet present = new BitSet();
    for (int day = 0; day < costs.length; day++) {
      present.set(day, costs[day] != 0);
    }
    return new CostSeries(new SeriesKey(Map.of("ServiceName", "Storage"), "EffectiveCost", "EUR"), start, costs, present);
  }

  private static double office(LocalDate day) {
    return day.getDayOfWeek().getValue() > 5 ? 40 : 200;
  }
}
