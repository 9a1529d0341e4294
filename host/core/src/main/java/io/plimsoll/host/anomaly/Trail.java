package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import java.time.LocalDate;

/**
 * What one anomaly is of: findings of one series that point the same way and lie a few days apart are the same anomaly,
 * whoever joins them: the nightly evaluation or a back-test.
 *
 * @param direction {@code up}, {@code down}, or {@code threshold} for an amount that people set, which is told beside
 *     whatever else there is to tell
 */
record Trail(SeriesKey series, String direction) {
  /** Findings this close belong together. */
  private static final int GAP_DAYS = 3;

  static Trail of(Found found) {
    return new Trail(found.series(), direction(found.finding().kind(), found.finding().excess() < 0));
  }

  static Trail of(Anomaly anomaly) {
    return new Trail(anomaly.series(), direction(anomaly.kind(), anomaly.excess().signum() < 0));
  }

  private static String direction(Finding.Kind kind, boolean down) {
    return kind == Finding.Kind.THRESHOLD ? "threshold" : down ? "down" : "up";
  }

  /** Whether days are so close that one anomaly explains both. */
  static boolean near(Period a, Period b) {
    LocalDate from = a.from().minusDays(GAP_DAYS);
    LocalDate to = a.to().plusDays(GAP_DAYS);
    return b.from().isBefore(to) && b.to().isAfter(from);
  }
}
