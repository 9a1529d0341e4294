package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.EvaluationContext;
import java.util.Optional;

/** Says of a day whether it is unusual. */
final class DayJudge {
  /** Differences of so many scales are unusual. */
  static final double SCALES = 4.5;

  /** So many days in a row must be gone before it is a drop; one may be a refund or a missing export. */
  static final int DROP_DAYS = 2;

  private static final double GONE = 0.1;

  /** Days a series is looked at for whether it only charges now and then. */
  private static final int INTERMITTENT_DAYS = 56;

  /** What a charge of such a series must exceed the largest earlier one by. */
  private static final double ABOVE_LARGEST = 1.5;

  private final History history;
  private final EvaluationContext context;
  private final MonthDays monthDays;

  DayJudge(History history, EvaluationContext context) {
    this.history = history;
    this.context = context;
    this.monthDays = new MonthDays(history);
  }

  Verdict judge(int day) {
    Optional<Baseline> baseline = history.has(day) ? Baseline.of(history, day) : Optional.empty();
    if (baseline.isEmpty()) {
      return Verdict.usual(day);
    }
    double expected = baseline.get().expected();
    double actual = history.cost(day);
    double difference = Math.abs(actual - expected);
    double scales = difference / baseline.get().scale();
    boolean rise = actual > expected;
    boolean isFinal = context.isFinal(history.series().day(day));
    boolean unusual =
        difference >= context.floors().amountPerDay()
            && difference >= context.floors().ratio() * Math.abs(expected)
            && scales >= SCALES
            // Late charges make costs rise and credits fall, so only final days can show the opposite.
            && (isFinal || rise && expected >= 0)
            && (rise ? isRise(day, actual) : isDrop(expected, actual));
    return unusual ? new Verdict(day, expected, actual, rise, scales) : Verdict.usual(day);
  }

  private boolean isRise(int day, double actual) {
    return !isUsualForIntermittent(day, actual) && !monthDays.explain(day, actual);
  }

  /** A credit that grew, or a refund, is no drop. */
  private static boolean isDrop(double expected, double actual) {
    return expected > 0 && Math.abs(actual) < GONE * expected;
  }

  /** Where most days cost nothing, the median says nothing; the largest earlier charge does. */
  private boolean isUsualForIntermittent(int day, double actual) {
    int days = 0;
    int charged = 0;
    double largest = 0;
    for (int earlier = day - 1; earlier >= day - INTERMITTENT_DAYS && history.has(earlier); earlier--) {
      days++;
      if (history.cost(earlier) != 0) {
        charged++;
      }
      largest = Math.max(largest, history.cost(earlier));
    }
    return charged * 2 < days && (charged == 0 || actual < ABOVE_LARGEST * largest);
  }
}
