package io.plimsoll.host.backtest;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.Settling;
import io.plimsoll.host.anomaly.SettlingShares;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Daily costs of one series as they were known on each day: late charges let the figures of the last days grow.
 *
 * @param connection what its export covers with it: series that miss a day together
 * @param firstDay the day of the first value
 * @param finalCosts what the days cost in the end
 * @param afterOneDay what was known of a day one day later
 * @param afterTwoDays what was known of a day two days later
 */
record DatedSeries(
    SeriesKey key,
    String connection,
    LocalDate firstDay,
    double[] finalCosts,
    double[] afterOneDay,
    double[] afterTwoDays) {

  /** Of which the figures never changed. */
  static DatedSeries unchanged(CostSeries series) {
    double[] costs = new double[series.days()];
    for (int day = 0; day < costs.length; day++) {
      costs[day] = series.cost(day);
    }
    return new DatedSeries(series.key(), "", series.day(0), costs, costs, costs);
  }

  LocalDate end() {
    return firstDay.plusDays(finalCosts.length);
  }

  /** What was known on a day: nothing of the day itself and later. */
  CostSeries asOf(LocalDate day) {
    int days = (int) Math.max(0, Math.min(finalCosts.length, day.toEpochDay() - firstDay.toEpochDay()));
    double[] costs = Arrays.copyOf(finalCosts, days);
    int yesterday = (int) (day.toEpochDay() - 1 - firstDay.toEpochDay());
    put(costs, yesterday, afterOneDay);
    put(costs, yesterday - 1, afterTwoDays);
    BitSet present = new BitSet(days);
    for (int i = 0; i < days; i++) {
      if (costs[i] != 0) {
        present.set(i);
      }
    }
    return new CostSeries(key, firstDay, costs, present)
        .settling(settling(afterOneDay, yesterday - 2), settling(afterTwoDays, yesterday - 2));
  }

  /** From the last days that are final, of which it is known what was known of them. */
  private Settling settling(double[] known, int end) {
    double[] shares = new double[SettlingShares.DAYS];
    int count = 0;
    for (int day = Math.min(end, finalCosts.length) - 1; day >= 0 && count < shares.length; day--) {
      double share = SettlingShares.share(known[day], finalCosts[day]);
      if (share > 0) {
        shares[count++] = share;
      }
    }
    return SettlingShares.usual(shares, count);
  }

  private static void put(double[] costs, int day, double[] known) {
    if (day >= 0 && day < costs.length) {
      costs[day] = known[day];
    }
  }
}
