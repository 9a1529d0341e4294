package io.plimsoll.api.anomaly;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Daily costs of one series, day after day without gaps. A day without a charge is absent, not zero.
 *
 * <p>Costs are doubles here and only here: detectors judge, they never sum money.
 */
public final class CostSeries {
  private final SeriesKey key;
  private final LocalDate firstDay;
  private final double[] costs;
  private final BitSet present;
  private final Settling afterOneDay;
  private final Settling afterTwoDays;

  /**
   * Of which nothing is known about how figures come in.
   *
   * @param costs one value a day from firstDay on, in the currency of the key
   * @param present the days that have a charge
   */
  public CostSeries(SeriesKey key, LocalDate firstDay, double[] costs, BitSet present) {
    this(key, firstDay, Arrays.copyOf(costs, costs.length), (BitSet) present.clone(), Settling.COMPLETE, Settling.COMPLETE);
  }

  private CostSeries(
      SeriesKey key, LocalDate firstDay, double[] costs, BitSet present, Settling afterOneDay, Settling afterTwoDays) {
    this.key = key;
    this.firstDay = firstDay;
    this.costs = costs;
    this.present = present;
    this.afterOneDay = afterOneDay;
    this.afterTwoDays = afterTwoDays;
  }

  /**
   * The same costs, of which it is known how they come in.
   *
   * @param oneDay how much of the day before the evaluation is usually known
   * @param twoDays how much of the day before that
   */
  public CostSeries settling(Settling oneDay, Settling twoDays) {
    return new CostSeries(key, firstDay, costs, present, oneDay, twoDays);
  }

  /**
   * How much of a day is usually known at an age.
   *
   * @param age in days: 1 for the day before {@link EvaluationContext#asOf()}; from 3 on all is known
   */
  public Settling settling(int age) {
    return age <= 1 ? afterOneDay : age == 2 ? afterTwoDays : Settling.COMPLETE;
  }

  /** What the series is. */
  public SeriesKey key() {
    return key;
  }

  /** How many days it covers. */
  public int days() {
    return costs.length;
  }

  /** The day at an index from 0. */
  public LocalDate day(int index) {
    return firstDay.plusDays(index);
  }

  /** The index of a day; below 0 or at least {@link #days()} when it lies outside. */
  public int indexOf(LocalDate day) {
    return (int) java.time.temporal.ChronoUnit.DAYS.between(firstDay, day);
  }

  /** The cost of a day; 0 when it has no charge. */
  public double cost(int index) {
    return costs[index];
  }

  /** Whether the day has a charge. */
  public boolean isPresent(int index) {
    return present.get(index);
  }

  /** The index of the first day with a charge; {@link #days()} when none has. */
  public int firstCharge() {
    int first = present.nextSetBit(0);
    return first < 0 ? costs.length : Math.min(first, costs.length);
  }
}
