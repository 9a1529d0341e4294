package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.ExampleSeries.Case;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The contract of detectors, held against a sound one and against wrong ones. */
class AnomalyDetectorContractTest {
  private static Supplier<AnomalyDetector> made = Doubled::new;

  /** What an author writes. */
  static class Subject extends AnomalyDetectorContract {
    @Override
    protected AnomalyDetector newPlugin() {
      return made.get();
    }

    @Override
    protected Case unusual() {
      return ExampleSeries.from(LocalDate.of(2025, 6, 2)).days(60, 100).days(2, 300).judgingTheLast(5);
    }
  }

  @Test
  void aSoundDetectorHoldsIt() {
    made = Doubled::new;
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(8);
  }

  @Test
  void oneThatFindsNothingBreaksIt() {
    assertThat(broken((series, context) -> List.of())).contains("itFindsWhatItIsMadeFor");
  }

  @Test
  void oneThatReportsDaysNobodyAskedForBreaksIt() {
    assertThat(broken((series, context) -> new Doubled().in(series, 0, series.days(), context)))
        .contains("whatItFindsIsReadableAndLiesInTheDaysJudged");
  }

  @Test
  void oneThatReportsEveryDayBreaksIt() {
    assertThat(broken((series, context) -> List.of(finding(context.evaluate(), 0.5, "As always."))))
        .contains("aFlatSeriesIsAsExpected", "noSeriesBreaksIt");
  }

  @Test
  void oneThatStumblesOverShortSeriesBreaksIt() {
    assertThat(
            broken(
                (series, context) -> {
                  series.cost(27);
                  return new Doubled().evaluate(series, context);
                }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "noSeriesBreaksIt");
  }

  @Test
  void oneWithAScoreThatIsNoNumberBreaksIt() {
    assertThat(broken((series, context) -> changed(new Doubled().evaluate(series, context), Double.NaN, "High.")))
        .contains("whatItFindsIsReadableAndLiesInTheDaysJudged");
  }

  @Test
  void oneWithoutWordsBreaksIt() {
    assertThat(broken((series, context) -> changed(new Doubled().evaluate(series, context), 0.5, " ")))
        .contains("whatItFindsIsReadableAndLiesInTheDaysJudged");
  }

  @Test
  void oneThatRemembersBreaksIt() {
    List<CostSeries> seen = new ArrayList<>();
    assertThat(
            broken(
                (series, context) -> {
                  synchronized (seen) {
                    seen.add(series);
                    return changed(new Doubled().evaluate(series, context), 1.0 / seen.size(), "High.");
                  }
                }))
        .contains("theSameQuestionHasTheSameAnswerWhateverWasAskedBefore", "severalThreadsMayAskAtTheSameTime");
  }

  @Test
  void oneThatWantsTenYearsOfHistoryBreaksIt() {
    made =
        () ->
            new Doubled() {
              @Override
              public int minimumHistoryDays() {
                return 3_650;
              }
            };
    assertThat(Held.broken(Subject.class)).contains("itNeedsAHistoryThatOrganisationsHave");
  }

  @Test
  void oneThatNoHostCanLoadBreaksIt() {
    assertThat(broken(new Doubled()::evaluate)).containsExactly("aHostCanLoadIt");
  }

  private interface Evaluation {
    List<Finding> of(CostSeries series, EvaluationContext context);
  }

  private static java.util.Set<String> broken(Evaluation evaluation) {
    made =
        () ->
            new AnomalyDetector() {
              @Override
              public int minimumHistoryDays() {
                return 14;
              }

              @Override
              public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
                return evaluation.of(series, context);
              }
            };
    return Held.broken(Subject.class);
  }

  private static Finding finding(Period days, double score, String explanation) {
    return new Finding(days, Finding.Kind.SPIKE, score, 1, 2, explanation);
  }

  private static List<Finding> changed(List<Finding> findings, double score, String explanation) {
    return findings.stream().map(f -> finding(f.days(), score, explanation)).toList();
  }

  /** Sound: a day that costs more than twice as much as the day before. */
  @Plugin(name = "doubled", type = AnomalyDetector.class)
  public static class Doubled implements AnomalyDetector {
    /** As a host makes it. */
    public Doubled() {}

    @Override
    public int minimumHistoryDays() {
      return 1;
    }

    @Override
    public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
      int from = Math.max(1, series.indexOf(context.evaluate().from()));
      int to = Math.min(series.days(), series.indexOf(context.evaluate().to()));
      return in(series, from, to, context);
    }

    List<Finding> in(CostSeries series, int from, int to, EvaluationContext context) {
      List<Finding> findings = new ArrayList<>();
      for (int day = Math.max(1, from); day < to; day++) {
        double before = series.cost(day - 1);
        double now = series.cost(day);
        if (series.isPresent(day) && before > 0 && now > 2 * before && now - before >= context.floors().amountPerDay()) {
          Period days = new Period(series.day(day), series.day(day).plusDays(1));
          findings.add(new Finding(days, Finding.Kind.SPIKE, 0.5, before, now, "More than twice the day before."));
        }
      }
      return findings;
    }
  }
}
