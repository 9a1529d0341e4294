package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.util.function.IntPredicate;

/**
 * The days of a series that an evaluation asks about.
 *
 * @param from the index of the first
 * @param to the index after the last
 */
record Judged(int from, int to) {
  static Judged of(CostSeries series, EvaluationContext context) {
    Period judged = context.evaluate();
    LocalDate end = judged.to().isAfter(context.asOf()) ? context.asOf() : judged.to();
    return new Judged(
        Math.max(series.firstCharge(), series.indexOf(judged.from())), Math.min(series.days(), series.indexOf(end)));
  }

  boolean isEmpty() {
    return from >= to;
  }

  /** Whether one of them is so; cheap checks keep most series from a closer look. */
  boolean has(IntPredicate day) {
    for (int one = from; one < to; one++) {
      if (day.test(one)) {
        return true;
      }
    }
    return false;
  }
}
