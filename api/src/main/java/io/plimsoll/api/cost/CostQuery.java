package io.plimsoll.api.cost;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question about cost: a closed value that every engine answers the same way.
 *
 * <p>Rows are ordered by time, then value descending, then keys with null last, so that top-N is the
 * same on every engine.
 *
 * @param metric what is summed
 * @param period the days of {@code ChargePeriodStart} that count
 * @param by what to group by, in the order asked for; empty for one total
 * @param granularity how the period is cut
 * @param filter which charges count
 * @param top how many groups to keep by their value over the whole period, the rest becoming one group
 *     {@link #OTHER} for each currency or unit; 0 keeps all
 * @param compare what to compare with
 */
public record CostQuery(
    Metric metric,
    Period period,
    List<Dimension> by,
    Granularity granularity,
    Filter filter,
    int top,
    Comparison compare) {

  /** The key of the group that holds what top-N left out. */
  public static final String OTHER = "other";

  /** What the values are compared with. */
  public enum Comparison {
    /** Nothing. */
    NONE,
    /** As many days or, for whole months, as many months right before. */
    PREVIOUS,
    /** The same days a year before. */
    YEAR
  }

  /** Keeps its own copy; refuses a dimension asked for twice and a negative top. */
  public CostQuery {
    by = List.copyOf(by);
    Set<Dimension> distinct = new LinkedHashSet<>(by);
    if (distinct.size() != by.size()) {
      throw new IllegalArgumentException("a dimension is asked for twice: " + by);
    }
    if (top < 0) {
      throw new IllegalArgumentException("top is at least 0 but was " + top);
    }
  }

  /** Starts a question for this metric and period: no grouping, one row, no filter. */
  public static CostQuery of(Metric metric, Period period) {
    return new CostQuery(metric, period, List.of(), Granularity.NONE, Filter.all(), 0, Comparison.NONE);
  }

  /** Groups by these, each {@code ServiceName} or {@code tag:env}. */
  public CostQuery by(String... names) {
    return by(java.util.Arrays.stream(names).map(Dimension::parse).toList());
  }

  /** Groups by these. */
  public CostQuery by(List<Dimension> dimensions) {
    return new CostQuery(metric, period, dimensions, granularity, filter, top, compare);
  }

  /** Cuts the period so. */
  public CostQuery granularity(Granularity cut) {
    return new CostQuery(metric, period, by, cut, filter, top, compare);
  }

  /** Counts only these charges. */
  public CostQuery where(Filter condition) {
    return new CostQuery(metric, period, by, granularity, condition, top, compare);
  }

  /** Keeps the largest groups only. */
  public CostQuery top(int groups) {
    return new CostQuery(metric, period, by, granularity, filter, groups, compare);
  }

  /** Compares with an earlier period. */
  public CostQuery compare(Comparison with) {
    return new CostQuery(metric, period, by, granularity, filter, top, with);
  }

  /** The same question for another period, without comparison. */
  public CostQuery during(Period other) {
    return new CostQuery(metric, other, by, granularity, filter, top, Comparison.NONE);
  }

  /** The period {@link #compare()} names, or {@code null} for {@link Comparison#NONE}. */
  public @Nullable Period comparedPeriod() {
    return switch (compare) {
      case NONE -> null;
      case YEAR -> new Period(period.from().minusYears(1), period.to().minusYears(1));
      case PREVIOUS -> previous();
    };
  }

  private Period previous() {
    if (period.from().getDayOfMonth() == 1 && period.to().getDayOfMonth() == 1) {
      long months = java.time.temporal.ChronoUnit.MONTHS.between(period.from(), period.to());
      return new Period(period.from().minusMonths(months), period.from());
    }
    long days = java.time.temporal.ChronoUnit.DAYS.between(period.from(), period.to());
    return new Period(period.from().minusDays(days), period.from());
  }
}
