package io.plimsoll.detector.newcharge;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.Plugin;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reports a charge that appears after 30 days of nothing, at its first days and never again.
 *
 * <p>A series that is there when the data begins is not new, only unknown before. What returns on the same
 * day of the month, as a monthly invoice does, is not new either.
 */
@Plugin(name = "new-charge", type = AnomalyDetector.class)
public final class NewChargeDetector implements AnomalyDetector {
  /** Days without a charge before it counts as new. */
  private static final int SILENCE = 30;

  /** A charge grows into its first full day, and late figures come in, so its first days are taken together. */
  private static final int FIRST_DAYS = 3;

  /** The share of the floor below which a day counts as without a charge. */
  private static final double NOTHING = 0.01;

  /** How far from a monthly charge there is nothing. */
  private static final int AROUND = 5;

  /** How many months back a charge on the same day of the month is looked for. */
  private static final int MONTHS = 12;

  /** Needs none: that a series has no history is what it looks for. */
  @Override
  public int minimumHistoryDays() {
    return 0;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    Period judged = context.evaluate();
    LocalDate end = judged.to().isAfter(context.asOf()) ? context.asOf() : judged.to();
    int from = Math.max(0, series.indexOf(judged.from()));
    int to = Math.min(series.days(), series.indexOf(end));
    double nothing = NOTHING * context.floors().amountPerDay();
    for (int first = Math.max(0, from - FIRST_DAYS + 1); first < to; first++) {
      if (isNew(series, first, nothing, context.dataSince())) {
        Optional<Finding> finding = finding(series, first, from, Math.min(to, first + FIRST_DAYS), context);
        if (finding.isPresent()) {
          return List.of(finding.get());
        }
      }
    }
    return List.of();
  }

  private static boolean isNew(CostSeries series, int first, double nothing, LocalDate dataSince) {
    if (series.cost(first) <= nothing || series.day(first).minusDays(SILENCE).isBefore(dataSince)) {
      return false;
    }
    for (int day = Math.max(0, first - SILENCE); day < first; day++) {
      if (!isNothing(series, day, nothing)) {
        return false;
      }
    }
    return !returns(series, first, nothing);
  }

  /** Whether an earlier month had about as much on this day, and nothing around it, as invoices have. */
  private static boolean returns(CostSeries series, int first, double nothing) {
    for (int months = 1; months <= MONTHS; months++) {
      int then = series.indexOf(series.day(first).minusMonths(months));
      for (int day = Math.max(0, then - 1); day <= then + 1; day++) {
        if (series.cost(day) >= series.cost(first) / 2
            && isNothing(series, day - AROUND, nothing)
            && isNothing(series, day + AROUND, nothing)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isNothing(CostSeries series, int day, double nothing) {
    return day < 0 || Math.abs(series.cost(day)) <= nothing;
  }

  private static Optional<Finding> finding(
      CostSeries series, int first, int from, int to, EvaluationContext context) {
    double largest = 0;
    double sum = 0;
    for (int day = first; day < to; day++) {
      largest = Math.max(largest, series.cost(day));
      sum += series.cost(day);
    }
    double floor = context.floors().amountPerDay();
    int begin = Math.max(first, from);
    if (largest < floor || begin >= to) {
      return Optional.empty();
    }
    double perDay = sum / (to - first);
    String explanation = String.format(
        Locale.ROOT, "A new charge of %,.2f %s a day began on %s after at least %d days without any.",
        perDay, series.key().currency(), series.day(first), SILENCE);
    return Optional.of(new Finding(
        new Period(series.day(begin), series.day(to - 1).plusDays(1)), Finding.Kind.NEW_CHARGE,
        largest / (largest + floor), 0, perDay, explanation));
  }
}
