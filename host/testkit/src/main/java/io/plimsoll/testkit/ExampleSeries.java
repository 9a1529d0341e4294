package io.plimsoll.testkit;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes a series of daily costs in EUR, day after day, for detectors to judge.
 *
 * <pre>{@code
 * ExampleSeries.from(LocalDate.of(2026, 1, 5)).days(60, 100).days(3, 250).judgingTheLast(7)
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class ExampleSeries {
  private final LocalDate first;
  private final List<@Nullable Double> costs = new ArrayList<>();

  private ExampleSeries(LocalDate first) {
    this.first = first;
  }

  /**
   * A series and when it is judged, as {@link io.plimsoll.api.anomaly.AnomalyDetector#evaluate} takes them.
   */
  public record Case(CostSeries series, EvaluationContext context) {}

  /** Starts a series on this day. */
  public static ExampleSeries from(LocalDate first) {
    return new ExampleSeries(first);
  }

  /** So many days of the same cost. */
  public ExampleSeries days(int count, double cost) {
    return days(count, day -> cost);
  }

  /** So many days, each of the cost that its date has. */
  public ExampleSeries days(int count, ToDoubleFunction<LocalDate> cost) {
    for (int i = 0; i < count; i++) {
      costs.add(cost.applyAsDouble(first.plusDays(costs.size())));
    }
    return this;
  }

  /** So many weeks, cheaper or dearer on Saturdays and Sundays. */
  public ExampleSeries weeks(int count, double weekday, double weekend) {
    return days(7 * count, day -> isWeekend(day) ? weekend : weekday);
  }

  /** So many days without a charge. */
  public ExampleSeries gap(int count) {
    for (int i = 0; i < count; i++) {
      costs.add(null);
    }
    return this;
  }

  /** Changes every day so far by up to this share, up or down; the same seed gives the same series. */
  public ExampleSeries noise(long seed, double share) {
    Random random = new Random(seed);
    costs.replaceAll(cost -> cost == null ? null : cost * (1 + share * (2 * random.nextDouble() - 1)));
    return this;
  }

  /** The series up to now. */
  public CostSeries series() {
    double[] values = new double[costs.size()];
    BitSet present = new BitSet();
    for (int i = 0; i < values.length; i++) {
      Double cost = costs.get(i);
      if (cost != null) {
        values[i] = cost;
        present.set(i);
      }
    }
    SeriesKey key =
        new SeriesKey(Map.of("ServiceName", "Example service", "SubAccountName", "example"), "EffectiveCost", "EUR");
    return new CostSeries(key, first, values, present);
  }

  /** The series, judged for its last days on the day after; the days before it are all the host has. */
  public Case judgingTheLast(int days) {
    LocalDate end = first.plusDays(costs.size());
    return judging(new Period(end.minusDays(days), end));
  }

  /** The series, judged for these days on the day after its last. */
  public Case judging(Period days) {
    return new Case(series(), new EvaluationContext(first.plusDays(costs.size()), days, Floors.DEFAULT, first));
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
