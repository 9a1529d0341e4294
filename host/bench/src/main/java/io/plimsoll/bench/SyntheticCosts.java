package io.plimsoll.bench;

import io.plimsoll.api.cost.Period;
import java.time.LocalDate;

/**
 * Daily costs of many series: a service in an account each. Every tenth costs something on one day a week alone; of the
 * others, every third less at weekends. Every thousandth costs four times as much on the last day.
 *
 * @param series how many there are
 * @param days of which there are costs
 * @param revision how often every hundredth series was made a little dearer on the last day
 */
record SyntheticCosts(int series, Period days, int revision) {
  /** Fraction digits of an amount, most of which exports use. */
  static final int SCALE = 12;

  private static final int SERVICES = 100;
  private static final int PLANTED = 1000;
  private static final int CHANGED = 100;

  String service(int one) {
    return "service-" + one % SERVICES;
  }

  String account(int one) {
    return "account-" + one / SERVICES;
  }

  /** What a series costs on a day, in parts of {@link #SCALE} digits; 0 for nothing at all. */
  long amount(int one, LocalDate day) {
    int weekday = day.getDayOfWeek().getValue();
    if (one % 10 == 7 && weekday != 3) {
      return 0;
    }
    double level = Math.exp(7 * random(one, 1));
    double weekend = weekday > 5 && one % 3 == 0 ? 0.3 : 1;
    double noise = 0.3 * random(one, 2) * (random(one, day.toEpochDay()) + random(one, -day.toEpochDay()) - 1);
    boolean last = day.equals(days.to().minusDays(1));
    double planted = last && one % PLANTED == 0 ? 4 : 1;
    double restated = last && one % CHANGED == 1 ? 1 + revision / 100.0 : 1;
    return Math.round(1e12 * level * weekend * (1 + noise) * planted * restated);
  }

  /** From 0 to 1, the same for the same numbers; the finalizer of SplitMix64. */
  private static double random(long a, long b) {
    long z = (a * 0x9E3779B97F4A7C15L) ^ (b * 0xD1B54A32D192ED03L);
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return ((z ^ z >>> 31) >>> 11) * 0x1.0p-53;
  }
}
